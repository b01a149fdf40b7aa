import type { GetKeyPolicyCommandInput, GetKeyPolicyCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { keyOf } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
export const getKeyPolicy: Operation<GetKeyPolicyCommandInput, GetKeyPolicyCommandOutput> = (input, context) => {
  return { Policy: keyOf(input.KeyId, context).policy, PolicyName: 'default' };
};
