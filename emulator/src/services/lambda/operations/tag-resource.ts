import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { checkTags, tagged } from '../tags.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const tagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = (input, context) => {
  const { tags, retag } = tagged(input.Resource, context);
  checkTags(input.Tags ?? {}, tags);
  retag({ ...tags, ...input.Tags });
  return {};
};
