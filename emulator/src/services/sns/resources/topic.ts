import type { Physical, ResourceContext, ResourceType } from '../../service.ts';
import { storeOf, type Tag } from '../store.ts';

interface Inline {
  Endpoint: string;
  Protocol: string;
}

interface Logging {
  Protocol: string;
  FailureFeedbackRoleArn?: string;
  SuccessFeedbackRoleArn?: string;
  SuccessFeedbackSampleRate?: string | number;
}

interface Props {
  TopicName?: string;
  FifoTopic?: boolean | string;
  ContentBasedDeduplication?: boolean | string;
  FifoThroughputScope?: string;
  DisplayName?: string;
  KmsMasterKeyId?: string;
  SignatureVersion?: string;
  TracingConfig?: string;
  MaximumMessageSize?: number | string;
  DeliveryStatusLogging?: Logging[];
  Subscription?: Inline[];
  Tags?: Tag[];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-sns-topic.html */
export const topicResource: ResourceType<Props> = {
  type: 'AWS::SNS::Topic',
  properties: {
    TopicName: 'replace',
    FifoTopic: 'replace',
    ContentBasedDeduplication: 'update',
    FifoThroughputScope: 'update',
    DisplayName: 'update',
    KmsMasterKeyId: 'recorded',
    SignatureVersion: 'update',
    TracingConfig: 'recorded',
    MaximumMessageSize: 'update',
    DeliveryStatusLogging: 'recorded',
    Subscription: 'update',
    Tags: 'update',
  },
  async create(props, context) {
    const fifo = String(props.FifoTopic) === 'true';
    const Name = props.TopicName ?? (fifo ? `${context.generateName(251)}.fifo` : context.generateName(256));
    const input = { Name, Attributes: { ...attributesOf(props), ...(fifo ? { FifoTopic: 'true' } : {}) }, Tags: tagsOf(props, context) };
    const { TopicArn } = await context.call<{ TopicArn: string }>('sns', 'CreateTopic', input);
    for (const one of props.Subscription ?? []) await context.call('sns', 'Subscribe', { TopicArn, ...one });
    return physical(TopicArn);
  },
  async update({ id }, props, previous, context) {
    const [now, before] = [attributesOf(props), attributesOf(previous)];
    for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
      const AttributeValue = now[name] ?? DEFAULTS[name] ?? '';
      if (now[name] !== before[name])
        await context.call('sns', 'SetTopicAttributes', { TopicArn: id, AttributeName: name, AttributeValue });
    }
    await updateTags(id, props, previous, context);
    await updateSubscriptions(id, props, previous, context);
    return physical(id);
  },
  async delete({ id }, _props, context) {
    await context.call('sns', 'DeleteTopic', { TopicArn: id });
  },
};

const physical = (arn: string): Physical => ({ id: arn, attributes: { TopicArn: arn, TopicName: arn.split(':').at(-1) } });

/** What a property that was taken out goes back to, where that isn't simply nothing. */
const DEFAULTS: Record<string, string> = {
  ContentBasedDeduplication: 'false',
  FifoThroughputScope: 'Topic',
  SignatureVersion: '1',
  TracingConfig: 'PassThrough',
  MaximumMessageSize: '262144',
};

const LOG_PROTOCOLS: Record<string, string> = {
  'http/s': 'HTTP',
  http: 'HTTP',
  sqs: 'SQS',
  lambda: 'Lambda',
  firehose: 'Firehose',
  application: 'Application',
};

function attributesOf(props: Props): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of [
    'ContentBasedDeduplication',
    'FifoThroughputScope',
    'DisplayName',
    'KmsMasterKeyId',
    'SignatureVersion',
    'TracingConfig',
    'MaximumMessageSize',
  ] as const) {
    if (props[name] !== undefined) attributes[name] = String(props[name]);
  }
  for (const { Protocol, ...settings } of props.DeliveryStatusLogging ?? []) {
    for (const [name, value] of Object.entries(settings)) attributes[`${LOG_PROTOCOLS[Protocol] ?? Protocol}${name}`] = String(value);
  }
  return attributes;
}

/** The resource's own tags stand above the stack's. */
function tagsOf(props: Props, context: ResourceContext): Tag[] {
  const tags = new Map([...context.tags, ...(props.Tags ?? [])].map(({ Key, Value }) => [Key, Value]));
  return [...tags].map(([Key, Value]) => ({ Key, Value: String(Value) }));
}

async function updateTags(arn: string, props: Props, previous: Props, context: ResourceContext) {
  const Tags = tagsOf(props, context);
  const gone = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !Tags.some(({ Key }) => Key === key));
  if (gone.length > 0) await context.call('sns', 'UntagResource', { ResourceArn: arn, TagKeys: gone });
  if (Tags.length > 0) await context.call('sns', 'TagResource', { ResourceArn: arn, Tags });
}

async function updateSubscriptions(arn: string, props: Props, previous: Props, context: ResourceContext) {
  const same = (a: Inline, b: Inline) => a.Endpoint === b.Endpoint && a.Protocol === b.Protocol;
  const now = props.Subscription ?? [];
  for (const one of previous.Subscription ?? []) {
    if (now.some((other) => same(one, other))) continue;
    const found = storeOf(context.stack)
      .subscriptionsOf(arn)
      .find(({ endpoint, protocol }) => endpoint === one.Endpoint && protocol === one.Protocol);
    if (found) await context.call('sns', 'Unsubscribe', { SubscriptionArn: found.arn });
  }
  for (const one of now) {
    if (!previous.Subscription?.some((other) => same(one, other))) await context.call('sns', 'Subscribe', { TopicArn: arn, ...one });
  }
}
