import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { functionsOf } from '../store.ts';
import { checkTags, taggedFunction } from '../tags.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const tagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = (input, context) => {
  const record = taggedFunction(input.Resource, context);
  checkTags(input.Tags ?? {}, record.tags);
  record.tags = { ...record.tags, ...input.Tags };
  functionsOf(context.stack).put(record.arn, record);
  return {};
};
