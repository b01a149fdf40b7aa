import type { ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service.ts';
import { notFound } from '../errors.ts';
import { alarmsOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput> = (input, context) => {
  const alarm = alarmsOf(context).get(input.ResourceARN ?? '');
  if (!alarm) throw notFound();
  return { Tags: alarm.tags };
};
