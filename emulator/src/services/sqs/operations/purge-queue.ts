import type { PurgeQueueCommandInput, PurgeQueueCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { purgeInProgress } from '../errors.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
export function purgeQueue(input: PurgeQueueCommandInput, context: Context): Answer<PurgeQueueCommandOutput> {
  const store = storeOf(context.stack);
  const queue = store.byUrl(input.QueueUrl, context);
  const { record } = queue;
  const now = Math.floor(context.stack.clock.now());
  if (record.purgedAt !== undefined && now < record.purgedAt + 60_000) throw purgeInProgress(record.name);
  record.purgedAt = now;
  store.save(record);
  queue.purge();
  store.forgetReceives(record.arn);
  return {};
}
