import type { UpdateKeyDescriptionCommandInput, UpdateKeyDescriptionCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { livingKey, put } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html */
export const updateKeyDescription: Operation<UpdateKeyDescriptionCommandInput, UpdateKeyDescriptionCommandOutput> = (input, context) => {
  const key = livingKey(input.KeyId, context);
  put({ ...key, description: input.Description ?? '' }, context);
  return {};
};
