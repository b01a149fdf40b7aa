import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { tagged } from '../tags.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const untagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (input, context) => {
  const { tags, retag } = tagged(input.Resource, context);
  retag(Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys?.includes(key))));
  return {};
};
