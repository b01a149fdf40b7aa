import type { CancelKeyDeletionCommandInput, CancelKeyDeletionCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { invalidState } from '../errors.ts';
import { keyArn, keyOf, put } from '../store.ts';

/** The key stays disabled. https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html */
export const cancelKeyDeletion: Operation<CancelKeyDeletionCommandInput, CancelKeyDeletionCommandOutput> = (input, context) => {
  const key = keyOf(input.KeyId, context);
  if (key.deletion === undefined) throw invalidState(`${keyArn(key)} is not pending deletion.`);
  put({ ...key, deletion: undefined }, context);
  return { KeyId: keyArn(key) };
};
