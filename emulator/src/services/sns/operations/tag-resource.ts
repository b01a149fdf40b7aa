import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-sns';
import type { Operation } from '../../service.ts';
import { resourceNotFound } from '../errors.ts';
import { storeOf } from '../store.ts';
import { checkTags } from '../tags.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export const tagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = ({ ResourceArn = '', Tags = [] }, { stack }) => {
  const { topics } = storeOf(stack);
  const topic = topics.get(ResourceArn);
  if (!topic) throw resourceNotFound();
  checkTags(Tags);
  const tags = new Map(topic.tags.map(({ Key, Value }) => [Key, Value]));
  for (const { Key = '', Value = '' } of Tags) tags.set(Key, Value);
  const all = [...tags].map(([Key, Value]) => ({ Key, Value }));
  checkTags(all);
  topics.put(topic.arn, { ...topic, tags: all });
  return {};
};
