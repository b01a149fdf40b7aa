import type { EnableKeyCommandInput, EnableKeyCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { livingKey, put } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html */
export const enableKey: Operation<EnableKeyCommandInput, EnableKeyCommandOutput> = (input, context) => {
  put({ ...livingKey(input.KeyId, context), enabled: true }, context);
  return {};
};
