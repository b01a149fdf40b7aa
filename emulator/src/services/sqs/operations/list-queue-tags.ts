import type { ListQueueTagsCommandInput, ListQueueTagsCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
export function listQueueTags(input: ListQueueTagsCommandInput, context: Context): Answer<ListQueueTagsCommandOutput> {
  const { tags } = storeOf(context.stack).byUrl(input.QueueUrl, context).record;
  return { Tags: Object.keys(tags).length > 0 ? { ...tags } : undefined };
}
