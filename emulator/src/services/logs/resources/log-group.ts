import type { ResourceContext, ResourceType } from '../../service.ts';

interface Props {
  LogGroupName?: string;
  RetentionInDays?: number;
  KmsKeyId?: string;
  LogGroupClass?: string;
  Tags?: { Key: string; Value: string }[];
}

const tagMap = (props: Props, context: ResourceContext) =>
  Object.fromEntries([...context.tags, ...(props.Tags ?? [])].map(({ Key, Value }) => [Key, Value]));
const arn = (name: string, { account, region }: ResourceContext) => `arn:aws:logs:${region}:${account}:log-group:${name}`;

async function setRetention(logGroupName: string, props: Props, context: ResourceContext) {
  if (props.RetentionInDays)
    await context.call('logs', 'PutRetentionPolicy', { logGroupName, retentionInDays: Number(props.RetentionInDays) });
  else await context.call('logs', 'DeleteRetentionPolicy', { logGroupName });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html */
export const logGroup: ResourceType<Props> = {
  type: 'AWS::Logs::LogGroup',
  properties: { LogGroupName: 'replace', LogGroupClass: 'replace', RetentionInDays: 'update', KmsKeyId: 'recorded', Tags: 'update' },
  async create(props, context) {
    const logGroupName = props.LogGroupName ?? context.generateName(512);
    await context.call('logs', 'CreateLogGroup', {
      logGroupName,
      kmsKeyId: props.KmsKeyId,
      logGroupClass: props.LogGroupClass,
      tags: tagMap(props, context),
    });
    await setRetention(logGroupName, props, context);
    return { id: logGroupName, attributes: { Arn: `${arn(logGroupName, context)}:*` } };
  },
  async update(physical, props, previous, context) {
    await setRetention(physical.id, props, context);
    const resourceArn = arn(physical.id, context);
    const tags = tagMap(props, context);
    const tagKeys = (previous.Tags ?? []).map((tag) => tag.Key).filter((key) => !(key in tags));
    if (tagKeys.length) await context.call('logs', 'UntagResource', { resourceArn, tagKeys });
    if (Object.keys(tags).length) await context.call('logs', 'TagResource', { resourceArn, tags });
    return physical;
  },
  async delete(physical, _props, context) {
    try {
      await context.call('logs', 'DeleteLogGroup', { logGroupName: physical.id });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    }
  },
};
