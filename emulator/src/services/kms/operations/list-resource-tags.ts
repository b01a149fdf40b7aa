import type { ListResourceTagsCommandInput, ListResourceTagsCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { keyOf, page } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html */
export const listResourceTags: Operation<ListResourceTagsCommandInput, ListResourceTagsCommandOutput> = (input, context) => {
  const { items, ...rest } = page(keyOf(input.KeyId, context).tags, input, 50);
  return { Tags: items, ...rest };
};
