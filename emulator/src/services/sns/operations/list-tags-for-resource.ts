import type { ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { resourceNotFound } from '../errors.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
export const listTagsForResource: Operation<ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput> = (
  { ResourceArn = '' },
  { stack },
) => {
  const topic = storeOf(stack).topics.get(ResourceArn);
  if (!topic) throw resourceNotFound();
  return { Tags: topic.tags };
};
