import { AwsError } from '../../errors.ts';
import type { ResourceContext, ResourceType } from '../../service.ts';
import { defaultsOf } from '../queue-attributes.ts';

type Props = Record<string, unknown>;

/** Properties that are attributes of the queue under the same name. */
const ATTRIBUTES = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
];

const isFifo = (props: Props) => String(props.FifoQueue) === 'true';
const asText = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

function attributesOf(props: Props): Record<string, string> {
  return Object.fromEntries(ATTRIBUTES.filter((name) => props[name] !== undefined).map((name) => [name, asText(props[name])]));
}

const tagsOf = (props: Props, { tags }: ResourceContext) =>
  Object.fromEntries(
    [...tags, ...((props.Tags as { Key: string; Value: string }[] | undefined) ?? [])].map(({ Key, Value }) => [Key, Value]),
  );

/** CreateQueue answers with a queue that is there already; a stack must not take over another's. */
async function exists(QueueName: string, context: ResourceContext): Promise<boolean> {
  try {
    await context.call('sqs', 'GetQueueUrl', { QueueName });
    return true;
  } catch (error) {
    if ((error as Error).name === 'QueueDoesNotExist') return false;
    throw error;
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
export const queue: ResourceType<Props> = {
  type: 'AWS::SQS::Queue',
  properties: {
    ...Object.fromEntries(ATTRIBUTES.map((name) => [name, 'update'])),
    FifoQueue: 'replace',
    QueueName: 'replace',
    Tags: 'update',
  },
  async create(props, context) {
    const fifo = isFifo(props);
    const given = props.QueueName as string | undefined;
    const name = given ?? (fifo ? `${context.generateName(75)}.fifo` : context.generateName(80));
    if (given && (await exists(given, context)))
      throw new AwsError('AlreadyExists', `Resource of type 'AWS::SQS::Queue' with identifier '${given}' already exists.`);
    const { QueueUrl } = await context.call<{ QueueUrl: string }>('sqs', 'CreateQueue', {
      QueueName: name,
      Attributes: { ...attributesOf(props), ...(fifo ? { FifoQueue: 'true' } : {}) },
      tags: tagsOf(props, context),
    });
    const arn = `arn:aws:sqs:${context.region}:${context.account}:${name}`;
    return { id: QueueUrl, attributes: { Arn: arn, QueueName: name, QueueUrl } };
  },
  async update(physical, props, previous, context) {
    const QueueUrl = physical.id;
    const defaults = defaultsOf(isFifo(props));
    const attributes = attributesOf(props);
    for (const name of ATTRIBUTES) if (previous[name] !== undefined && props[name] === undefined) attributes[name] = defaults[name] ?? '';
    if (Object.keys(attributes).length > 0) await context.call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: attributes });
    const tags = tagsOf(props, context);
    const { Tags = {} } = await context.call<{ Tags?: Record<string, string> }>('sqs', 'ListQueueTags', { QueueUrl });
    const gone = Object.keys(Tags).filter((key) => !(key in tags));
    if (gone.length > 0) await context.call('sqs', 'UntagQueue', { QueueUrl, TagKeys: gone });
    if (Object.keys(tags).length > 0) await context.call('sqs', 'TagQueue', { QueueUrl, Tags: tags });
    return physical;
  },
  async delete(physical, _props, context) {
    try {
      await context.call('sqs', 'DeleteQueue', { QueueUrl: physical.id });
    } catch (error) {
      if ((error as Error).name !== 'QueueDoesNotExist') throw error;
    }
  },
};
