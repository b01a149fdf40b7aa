import type { CreateRoleCommandOutput } from '@aws-sdk/client-iam';
import type { ResourceContext, ResourceType } from '../../service.ts';
import { ignoring } from './ignoring.ts';

interface Props {
  RoleName?: string;
  AssumeRolePolicyDocument: object;
  Path?: string;
  Description?: string;
  MaxSessionDuration?: number;
  PermissionsBoundary?: string;
  ManagedPolicyArns?: string[];
  Policies?: { PolicyName: string; PolicyDocument: object }[];
  Tags?: { Key: string; Value: string }[];
}

const text = (document: object | string) => (typeof document === 'string' ? document : JSON.stringify(document));

/** What hangs on the role: added where wanted, taken away where it was ours before. */
async function setPolicies(RoleName: string, props: Partial<Props>, previous: Partial<Props>, context: ResourceContext) {
  for (const arn of new Set(props.ManagedPolicyArns)) await context.call('iam', 'AttachRolePolicy', { RoleName, PolicyArn: arn });
  for (const { PolicyName, PolicyDocument } of props.Policies ?? [])
    await context.call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument: text(PolicyDocument) });
  for (const arn of new Set(previous.ManagedPolicyArns))
    if (!props.ManagedPolicyArns?.includes(arn))
      await ignoring('NoSuchEntity', context.call('iam', 'DetachRolePolicy', { RoleName, PolicyArn: arn }));
  for (const { PolicyName } of previous.Policies ?? [])
    if (!props.Policies?.some((policy) => policy.PolicyName === PolicyName))
      await ignoring('NoSuchEntity', context.call('iam', 'DeleteRolePolicy', { RoleName, PolicyName }));
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const role: ResourceType<Props> = {
  type: 'AWS::IAM::Role',
  properties: {
    RoleName: 'replace',
    Path: 'replace',
    AssumeRolePolicyDocument: 'update',
    Description: 'update',
    MaxSessionDuration: 'update',
    PermissionsBoundary: 'update',
    ManagedPolicyArns: 'update',
    Policies: 'update',
    Tags: 'update',
  },
  async create(props, context) {
    const RoleName = props.RoleName ?? context.generateName(64);
    const { Role } = await context.call<CreateRoleCommandOutput>('iam', 'CreateRole', {
      RoleName,
      AssumeRolePolicyDocument: text(props.AssumeRolePolicyDocument),
      Path: props.Path,
      Description: props.Description,
      MaxSessionDuration: props.MaxSessionDuration === undefined ? undefined : Number(props.MaxSessionDuration),
      PermissionsBoundary: props.PermissionsBoundary,
      Tags: [...context.tags, ...(props.Tags ?? [])],
    });
    try {
      await setPolicies(RoleName, props, {}, context);
    } catch (error) {
      await setPolicies(RoleName, {}, props, context);
      await context.call('iam', 'DeleteRole', { RoleName });
      throw error;
    }
    return { id: RoleName, attributes: { Arn: Role?.Arn, RoleId: Role?.RoleId } };
  },
  async update(physical, props, previous, context) {
    const RoleName = physical.id;
    await context.call('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument: text(props.AssumeRolePolicyDocument) });
    await context.call('iam', 'UpdateRole', {
      RoleName,
      Description: props.Description ?? '',
      MaxSessionDuration: Number(props.MaxSessionDuration ?? 3600),
    });
    if (props.PermissionsBoundary)
      await context.call('iam', 'PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: props.PermissionsBoundary });
    else await context.call('iam', 'DeleteRolePermissionsBoundary', { RoleName });
    await setPolicies(RoleName, props, previous, context);
    const kept = [...context.tags, ...(props.Tags ?? [])];
    const gone = (previous.Tags ?? []).map((tag) => tag.Key).filter((key) => !kept.some((tag) => tag.Key === key));
    if (gone.length) await context.call('iam', 'UntagRole', { RoleName, TagKeys: gone });
    if (kept.length) await context.call('iam', 'TagRole', { RoleName, Tags: kept });
    return physical;
  },
  async delete(physical, props, context) {
    await ignoring(
      'NoSuchEntity',
      setPolicies(physical.id, {}, props, context).then(() => context.call('iam', 'DeleteRole', { RoleName: physical.id })),
    );
  },
};
