import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { livingKey, put } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (input, context) => {
  const key = livingKey(input.KeyId, context);
  put({ ...key, tags: key.tags.filter((tag) => !input.TagKeys?.includes(tag.TagKey ?? '')) }, context);
  return {};
};
