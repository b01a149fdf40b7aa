import type { CreateQueueCommandInput, CreateQueueCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { invalidAttributeName, invalidParameter, missingParameter, queueNameExists } from '../errors.ts';
import { defaultsOf, parseAttributes } from '../queue-attributes.ts';
import { storeOf } from '../store.ts';
import { checkTags } from '../tags.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export function createQueue(input: CreateQueueCommandInput, context: Context): Answer<CreateQueueCommandOutput> {
  const store = storeOf(context.stack);
  const { account, region } = context;
  const name = input.QueueName;
  if (!name) throw missingParameter('QueueName');
  const given: Record<string, string | undefined> = input.Attributes ?? {};
  const fifo = name.endsWith('.fifo');
  if (!fifo && given.FifoQueue === 'true')
    throw invalidParameter(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length',
    );
  if (!/^[\w-]{1,80}$/.test(fifo ? name.slice(0, -5) : name) || name.length > 80 || (fifo && given.FifoQueue !== 'true'))
    throw invalidParameter('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  if (!fifo && given.FifoQueue !== undefined) throw invalidAttributeName('FifoQueue');

  const arn = `arn:aws:sqs:${region}:${account}:${name}`;
  const attributes = parseAttributes(given, { fifo, account, region, arn }, store);
  const existing = store.byArn(arn);
  if (existing) {
    for (const [attribute, value] of Object.entries(attributes))
      if ((existing.record.attributes[attribute] ?? '') !== value) throw queueNameExists(attribute);
    return { QueueUrl: store.urlOf(existing.record) };
  }
  if (fifo && attributes.FifoThroughputLimit === 'perMessageGroupId' && attributes.DeduplicationScope !== 'messageGroup')
    throw invalidParameter('The perMessageGroupId value of FifoThroughputLimit is allowed only when DeduplicationScope is messageGroup.');
  const tags = checkTags(input.tags);
  const now = Math.floor(context.stack.clock.now());
  const kept = Object.fromEntries(Object.entries({ ...defaultsOf(fifo), ...attributes }).filter(([, value]) => value !== ''));
  const { record } = store.create({ arn, name, account, region, fifo, attributes: kept, tags, createdAt: now, modifiedAt: now });
  return { QueueUrl: store.urlOf(record) };
}
