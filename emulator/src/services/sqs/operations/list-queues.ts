import type { ListQueuesCommandInput, ListQueuesCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { page } from '../page.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export function listQueues(input: ListQueuesCommandInput, context: Context): Answer<ListQueuesCommandOutput> {
  const store = storeOf(context.stack);
  const { account, region } = context;
  const names = [...store.queues.values()]
    .map(({ record }) => record)
    .filter((r) => r.account === account && r.region === region && r.name.startsWith(input.QueueNamePrefix ?? ''))
    .map(({ name }) => name);
  const { items, next } = page(names, input.MaxResults, input.NextToken);
  return { QueueUrls: items.length > 0 ? items.map((name) => store.urlOf({ account, name })) : undefined, NextToken: next };
}
