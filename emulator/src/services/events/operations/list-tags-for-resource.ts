import type { ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { tagged } from '../tags.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput> = (
  { ResourceARN },
  context,
) => {
  return { Tags: tagged(context, ResourceARN).tags };
};
