import type { ListKeysCommandInput, ListKeysCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { allKeys, keyArn, page } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html */
export const listKeys: Operation<ListKeysCommandInput, ListKeysCommandOutput> = (input, context) => {
  const { items, ...rest } = page(allKeys(context), input);
  return { Keys: items.map((key) => ({ KeyId: key.id, KeyArn: keyArn(key) })), ...rest };
};
