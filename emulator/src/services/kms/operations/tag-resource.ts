import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { livingKey, put } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = (input, context) => {
  const key = livingKey(input.KeyId, context);
  const keys = new Set(input.Tags?.map((tag) => tag.TagKey));
  put({ ...key, tags: [...key.tags.filter((tag) => !keys.has(tag.TagKey)), ...(input.Tags ?? [])] }, context);
  return {};
};
