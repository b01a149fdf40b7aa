import type { DisableKeyCommandInput, DisableKeyCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { livingKey, put } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html */
export const disableKey: Operation<DisableKeyCommandInput, DisableKeyCommandOutput> = (input, context) => {
  put({ ...livingKey(input.KeyId, context), enabled: false }, context);
  return {};
};
