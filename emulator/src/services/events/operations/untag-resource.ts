import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { tagged } from '../tags.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (
  { ResourceARN, TagKeys: keys = [] },
  context,
) => {
  const { tags, put } = tagged(context, ResourceARN);
  put(tags.filter(({ Key }) => !keys.includes(Key)));
  return {};
};
