import type { DisableKeyRotationCommandInput, DisableKeyRotationCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { put, usableKey } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html */
export const disableKeyRotation: Operation<DisableKeyRotationCommandInput, DisableKeyRotationCommandOutput> = (input, context) => {
  put({ ...usableKey(input.KeyId, context), rotation: false }, context);
  return {};
};
