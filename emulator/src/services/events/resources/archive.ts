import { AwsError } from '../../errors.ts';
import type { Physical, ResourceType } from '../../service.ts';

interface Props {
  ArchiveName?: string;
  SourceArn: string;
  Description?: string;
  EventPattern?: unknown;
  RetentionDays?: number | string;
  KmsKeyIdentifier?: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-archive.html */
export const archiveResource: ResourceType<Props> = {
  type: 'AWS::Events::Archive',
  properties: {
    ArchiveName: 'replace',
    SourceArn: 'replace',
    Description: 'update',
    EventPattern: 'update',
    RetentionDays: 'update',
    KmsKeyIdentifier: 'recorded',
  },
  async create(props, context) {
    const ArchiveName = props.ArchiveName ?? context.generateName(48);
    const input = { ArchiveName, EventSourceArn: props.SourceArn, ...settings(props) };
    const { ArchiveArn } = await context.call<{ ArchiveArn: string }>('events', 'CreateArchive', input);
    return physical(ArchiveName, ArchiveArn);
  },
  async update({ id, attributes }, props, _previous, context) {
    const { Description = '', EventPattern = '', RetentionDays = 0 } = settings(props);
    await context.call('events', 'UpdateArchive', { ArchiveName: id, Description, EventPattern, RetentionDays });
    return physical(id, attributes.Arn as string);
  },
  async delete({ id }, _props, context) {
    try {
      await context.call('events', 'DeleteArchive', { ArchiveName: id });
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
    }
  },
};

const physical = (name: string, arn: string): Physical => ({ id: name, attributes: { Arn: arn, ArchiveName: name } });

function settings({ Description, EventPattern, RetentionDays, KmsKeyIdentifier }: Props) {
  const pattern = EventPattern === undefined || typeof EventPattern === 'string' ? EventPattern : JSON.stringify(EventPattern);
  return {
    Description,
    EventPattern: pattern,
    RetentionDays: RetentionDays === undefined ? undefined : Number(RetentionDays),
    KmsKeyIdentifier,
  };
}
