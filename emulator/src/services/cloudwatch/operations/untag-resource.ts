import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service.ts';
import { notFound } from '../errors.ts';
import { alarmsOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (input, context) => {
  const alarm = alarmsOf(context).get(input.ResourceARN ?? '');
  if (!alarm) throw notFound();
  alarmsOf(context).put(input.ResourceARN ?? '', { ...alarm, tags: alarm.tags.filter((tag) => !input.TagKeys?.includes(tag.Key ?? '')) });
  return {};
};
