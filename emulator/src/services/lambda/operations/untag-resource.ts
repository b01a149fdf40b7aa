import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { functionsOf } from '../store.ts';
import { taggedFunction } from '../tags.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const untagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (input, context) => {
  const record = taggedFunction(input.Resource, context);
  for (const key of input.TagKeys ?? []) delete record.tags[key];
  functionsOf(context.stack).put(record.arn, record);
  return {};
};
