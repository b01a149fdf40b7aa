import type { CreateKeyCommandOutput } from '@aws-sdk/client-kms';
import type { ResourceContext, ResourceType } from '../../service.ts';
import { ignoring } from './ignoring.ts';

interface Props {
  KeyPolicy?: object;
  Description?: string;
  Enabled?: boolean | string;
  EnableKeyRotation?: boolean | string;
  RotationPeriodInDays?: number;
  PendingWindowInDays?: number;
  KeySpec?: string;
  KeyUsage?: string;
  Origin?: string;
  MultiRegion?: boolean | string;
  Tags?: { Key: string; Value: string }[];
}

const yes = (value: unknown) => value === true || value === 'true';
const tagsOf = (props: Props, context: ResourceContext) =>
  [...context.tags, ...(props.Tags ?? [])].map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));

async function setSwitches(KeyId: string, props: Props, context: ResourceContext) {
  if (yes(props.EnableKeyRotation))
    await context.call('kms', 'EnableKeyRotation', {
      KeyId,
      RotationPeriodInDays: props.RotationPeriodInDays && Number(props.RotationPeriodInDays),
    });
  if (props.Enabled !== undefined && !yes(props.Enabled)) await context.call('kms', 'DisableKey', { KeyId });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html */
export const key: ResourceType<Props> = {
  type: 'AWS::KMS::Key',
  properties: {
    KeyPolicy: 'update',
    Description: 'update',
    Enabled: 'update',
    EnableKeyRotation: 'update',
    RotationPeriodInDays: 'update',
    PendingWindowInDays: 'recorded',
    KeySpec: 'replace',
    KeyUsage: 'replace',
    Origin: 'replace',
    MultiRegion: 'replace',
    Tags: 'update',
  },
  async create(props, context) {
    const { KeyMetadata } = await context.call<CreateKeyCommandOutput>('kms', 'CreateKey', {
      Description: props.Description,
      Policy: props.KeyPolicy && JSON.stringify(props.KeyPolicy),
      KeySpec: props.KeySpec,
      KeyUsage: props.KeyUsage,
      Origin: props.Origin,
      MultiRegion: yes(props.MultiRegion),
      Tags: tagsOf(props, context),
    });
    const id = KeyMetadata?.KeyId ?? '';
    await setSwitches(id, props, context);
    return { id, attributes: { Arn: KeyMetadata?.Arn, KeyId: id } };
  },
  async update(physical, props, previous, context) {
    const KeyId = physical.id;
    if (props.KeyPolicy) await context.call('kms', 'PutKeyPolicy', { KeyId, Policy: JSON.stringify(props.KeyPolicy) });
    await context.call('kms', 'UpdateKeyDescription', { KeyId, Description: props.Description ?? '' });
    await context.call('kms', 'EnableKey', { KeyId });
    if (!yes(props.EnableKeyRotation)) await context.call('kms', 'DisableKeyRotation', { KeyId });
    await setSwitches(KeyId, props, context);
    const Tags = tagsOf(props, context);
    const TagKeys = (previous.Tags ?? []).map((tag) => tag.Key).filter((name) => !Tags.some((tag) => tag.TagKey === name));
    if (TagKeys.length) await context.call('kms', 'UntagResource', { KeyId, TagKeys });
    if (Tags.length) await context.call('kms', 'TagResource', { KeyId, Tags });
    return physical;
  },
  /** A key is never gone at once: its deletion is scheduled. */
  async delete(physical, props, context) {
    const PendingWindowInDays = Number(props.PendingWindowInDays ?? 30);
    const work = context.call('kms', 'ScheduleKeyDeletion', { KeyId: physical.id, PendingWindowInDays });
    await ignoring('KMSInvalidStateException', ignoring('NotFoundException', work));
  },
};
