import type { EnableKeyRotationCommandInput, EnableKeyRotationCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { put, usableKey } from '../store.ts';

/** Recorded; the key material does not change. https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
export const enableKeyRotation: Operation<EnableKeyRotationCommandInput, EnableKeyRotationCommandOutput> = (input, context) => {
  put({ ...usableKey(input.KeyId, context), rotation: true, rotationDays: input.RotationPeriodInDays ?? 365 }, context);
  return {};
};
