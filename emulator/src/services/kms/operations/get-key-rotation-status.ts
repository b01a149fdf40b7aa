import type { GetKeyRotationStatusCommandInput, GetKeyRotationStatusCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { keyArn, keyOf } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html */
export const getKeyRotationStatus: Operation<GetKeyRotationStatusCommandInput, GetKeyRotationStatusCommandOutput> = (input, context) => {
  const key = keyOf(input.KeyId, context);
  return {
    KeyRotationEnabled: key.rotation,
    KeyId: keyArn(key),
    ...(key.rotation
      ? { RotationPeriodInDays: key.rotationDays, NextRotationDate: new Date(key.created + key.rotationDays * 86_400_000) }
      : {}),
  };
};
