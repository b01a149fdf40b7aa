import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { resourceNotFound } from '../errors.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
export const untagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (
  { ResourceArn = '', TagKeys = [] },
  { stack },
) => {
  const { topics } = storeOf(stack);
  const topic = topics.get(ResourceArn);
  if (!topic) throw resourceNotFound();
  topics.put(topic.arn, { ...topic, tags: topic.tags.filter(({ Key }) => !TagKeys.includes(Key)) });
  return {};
};
