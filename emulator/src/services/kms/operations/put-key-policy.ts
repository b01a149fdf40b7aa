import type { PutKeyPolicyCommandInput, PutKeyPolicyCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { livingKey, put } from '../store.ts';

/** Kept and shown; not evaluated. https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
export const putKeyPolicy: Operation<PutKeyPolicyCommandInput, PutKeyPolicyCommandOutput> = (input, context) => {
  put({ ...livingKey(input.KeyId, context), policy: input.Policy ?? '' }, context);
  return {};
};
