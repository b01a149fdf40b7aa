import type { TagQueueCommandInput, TagQueueCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { invalidParameter, missingParameter } from '../errors.ts';
import { storeOf } from '../store.ts';
import { checkTags } from '../tags.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html */
export function tagQueue(input: TagQueueCommandInput, context: Context): Answer<TagQueueCommandOutput> {
  const store = storeOf(context.stack);
  const { record } = store.byUrl(input.QueueUrl, context);
  if (!input.Tags || Object.keys(input.Tags).length === 0) throw missingParameter('Tags');
  const tags = { ...record.tags, ...checkTags(input.Tags) };
  if (Object.keys(tags).length > 50) throw invalidParameter(`Too many tags added for queue ${record.name}.`);
  record.tags = tags;
  store.save(record);
  return {};
}
