import type { ListKeyPoliciesCommandInput, ListKeyPoliciesCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { keyOf } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html */
export const listKeyPolicies: Operation<ListKeyPoliciesCommandInput, ListKeyPoliciesCommandOutput> = (input, context) => {
  keyOf(input.KeyId, context);
  return { PolicyNames: ['default'], Truncated: false };
};
