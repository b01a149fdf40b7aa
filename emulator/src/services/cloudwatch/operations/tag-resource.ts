import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service.ts';
import { notFound } from '../errors.ts';
import { alarmsOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = (input, context) => {
  const alarm = alarmsOf(context).get(input.ResourceARN ?? '');
  if (!alarm) throw notFound();
  const keys = new Set(input.Tags?.map((tag) => tag.Key));
  alarmsOf(context).put(input.ResourceARN ?? '', {
    ...alarm,
    tags: [...alarm.tags.filter((tag) => !keys.has(tag.Key)), ...(input.Tags ?? [])],
  });
  return {};
};
