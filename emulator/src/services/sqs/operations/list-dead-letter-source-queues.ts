import type { ListDeadLetterSourceQueuesCommandInput, ListDeadLetterSourceQueuesCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { page } from '../page.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
export function listDeadLetterSourceQueues(
  input: ListDeadLetterSourceQueuesCommandInput,
  context: Context,
): Answer<ListDeadLetterSourceQueuesCommandOutput> {
  const store = storeOf(context.stack);
  const { arn } = store.byUrl(input.QueueUrl, context).record;
  const urls = [...store.queues.values()].filter((q) => q.settings.redrive?.target === arn).map((q) => store.urlOf(q.record));
  const { items, next } = page(urls, input.MaxResults, input.NextToken);
  return { queueUrls: items, NextToken: next };
}
