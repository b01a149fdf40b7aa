import { unsupported } from '../../errors.ts';
import type { ResourceContext, ResourceType } from '../../service.ts';
import { ignoring } from './ignoring.ts';

interface Props {
  PolicyName: string;
  PolicyDocument: object;
  Roles?: string[];
  Users?: string[];
  Groups?: string[];
}

async function put(props: Props, context: ResourceContext) {
  if (props.Users?.length || props.Groups?.length) throw unsupported('AWS::IAM::Policy', 'with Users or Groups');
  for (const RoleName of props.Roles ?? [])
    await context.call('iam', 'PutRolePolicy', {
      RoleName,
      PolicyName: props.PolicyName,
      PolicyDocument: JSON.stringify(props.PolicyDocument),
    });
}

async function remove(props: Props, roles: string[], context: ResourceContext) {
  for (const RoleName of roles)
    await ignoring('NoSuchEntity', context.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName: props.PolicyName }));
}

/** An inline policy put on each of its roles. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
export const policy: ResourceType<Props> = {
  type: 'AWS::IAM::Policy',
  properties: { PolicyName: 'replace', PolicyDocument: 'update', Roles: 'update', Users: 'update', Groups: 'update' },
  async create(props, context) {
    await put(props, context);
    return { id: context.generateName(64), attributes: {} };
  },
  async update(physical, props, previous, context) {
    await put(props, context);
    await remove(
      previous,
      (previous.Roles ?? []).filter((role) => !props.Roles?.includes(role)),
      context,
    );
    return physical;
  },
  async delete(_physical, props, context) {
    await remove(props, props.Roles ?? [], context);
  },
};
