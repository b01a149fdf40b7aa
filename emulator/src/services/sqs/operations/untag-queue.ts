import type { UntagQueueCommandInput, UntagQueueCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { missingParameter } from '../errors.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html */
export function untagQueue(input: UntagQueueCommandInput, context: Context): Answer<UntagQueueCommandOutput> {
  const store = storeOf(context.stack);
  const { record } = store.byUrl(input.QueueUrl, context);
  if (!input.TagKeys || input.TagKeys.length === 0) throw missingParameter('TagKeys');
  for (const key of input.TagKeys) delete record.tags[key];
  store.save(record);
  return {};
}
