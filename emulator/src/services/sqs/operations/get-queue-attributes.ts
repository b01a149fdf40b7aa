import type { GetQueueAttributesCommandInput, GetQueueAttributesCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { invalidAttributeName } from '../errors.ts';
import type { LiveQueue } from '../queue/live-queue.ts';
import { storeOf } from '../store.ts';

/** Attributes that exist although a queue may not have them. */
const SOMETIMES = [
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
];

function allOf({ record, counts }: LiveQueue): Record<string, string> {
  return {
    QueueArn: record.arn,
    ApproximateNumberOfMessages: String(counts.ready),
    ApproximateNumberOfMessagesNotVisible: String(counts['in-flight']),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    CreatedTimestamp: String(Math.floor(record.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(record.modifiedAt / 1000)),
    ...record.attributes,
  };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export function getQueueAttributes(input: GetQueueAttributesCommandInput, context: Context): Answer<GetQueueAttributesCommandOutput> {
  const queue = storeOf(context.stack).byUrl(input.QueueUrl, context);
  queue.settle();
  const all = allOf(queue);
  const attributes: Record<string, string> = {};
  for (const name of input.AttributeNames ?? []) {
    if (name === 'All') Object.assign(attributes, all);
    else if (name in all) attributes[name] = all[name] as string;
    else if (!SOMETIMES.includes(name)) throw invalidAttributeName(name);
  }
  return { Attributes: Object.keys(attributes).length > 0 ? attributes : undefined };
}
