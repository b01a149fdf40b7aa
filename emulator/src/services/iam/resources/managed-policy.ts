import type { CreatePolicyCommandOutput, ListPolicyVersionsCommandOutput } from '@aws-sdk/client-iam';
import { unsupported } from '../../errors.ts';
import type { ResourceContext, ResourceType } from '../../service.ts';
import { ignoring } from './ignoring.ts';

interface Props {
  ManagedPolicyName?: string;
  PolicyDocument: object;
  Description?: string;
  Path?: string;
  Roles?: string[];
  Users?: string[];
  Groups?: string[];
}

async function attach(PolicyArn: string, props: Props, previous: string[], context: ResourceContext) {
  if (props.Users?.length || props.Groups?.length) throw unsupported('AWS::IAM::ManagedPolicy', 'with Users or Groups');
  for (const RoleName of props.Roles ?? []) await context.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
  for (const RoleName of previous.filter((role) => !props.Roles?.includes(role)))
    await ignoring('NoSuchEntity', context.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn }));
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export const managedPolicy: ResourceType<Props> = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: {
    ManagedPolicyName: 'replace',
    Description: 'replace',
    Path: 'replace',
    PolicyDocument: 'update',
    Roles: 'update',
    Users: 'update',
    Groups: 'update',
  },
  async create(props, context) {
    const { Policy } = await context.call<CreatePolicyCommandOutput>('iam', 'CreatePolicy', {
      PolicyName: props.ManagedPolicyName ?? context.generateName(128),
      PolicyDocument: JSON.stringify(props.PolicyDocument),
      Description: props.Description,
      Path: props.Path,
    });
    const arn = Policy?.Arn ?? '';
    await attach(arn, props, [], context);
    return {
      id: arn,
      attributes: { PolicyArn: arn, PolicyId: Policy?.PolicyId, DefaultVersionId: Policy?.DefaultVersionId, IsAttachable: true },
    };
  },
  /** The oldest version makes room for the new one, as CloudFormation does. */
  async update(physical, props, previous, context) {
    const PolicyArn = physical.id;
    if (JSON.stringify(props.PolicyDocument) !== JSON.stringify(previous.PolicyDocument)) {
      const { Versions = [] } = await context.call<ListPolicyVersionsCommandOutput>('iam', 'ListPolicyVersions', { PolicyArn });
      const oldest = Versions.filter((version) => !version.IsDefaultVersion).at(-1);
      if (Versions.length >= 5 && oldest) await context.call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: oldest.VersionId });
      await context.call('iam', 'CreatePolicyVersion', {
        PolicyArn,
        PolicyDocument: JSON.stringify(props.PolicyDocument),
        SetAsDefault: true,
      });
    }
    await attach(PolicyArn, props, previous.Roles ?? [], context);
    return physical;
  },
  async delete(physical, props, context) {
    const PolicyArn = physical.id;
    await ignoring(
      'NoSuchEntity',
      (async () => {
        await attach(PolicyArn, { PolicyDocument: {} }, props.Roles ?? [], context);
        const { Versions = [] } = await context.call<ListPolicyVersionsCommandOutput>('iam', 'ListPolicyVersions', { PolicyArn });
        for (const { VersionId, IsDefaultVersion } of Versions)
          if (!IsDefaultVersion) await context.call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId });
        await context.call('iam', 'DeletePolicy', { PolicyArn });
      })(),
    );
  },
};
