import type { CreateKeyCommandInput, CreateKeyCommandOutput } from '@aws-sdk/client-kms';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { makeKey, show } from '../store.ts';

/** Symmetric keys only. https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
export const createKey: Operation<CreateKeyCommandInput, CreateKeyCommandOutput> = (input, context) => {
  const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  if (spec !== 'SYMMETRIC_DEFAULT') throw unsupported('KMS', `keys of KeySpec ${spec}`);
  if (input.KeyUsage && input.KeyUsage !== 'ENCRYPT_DECRYPT') throw unsupported('KMS', `keys of KeyUsage ${input.KeyUsage}`);
  if (input.Origin && input.Origin !== 'AWS_KMS') throw unsupported('KMS', `keys of Origin ${input.Origin}`);
  const key = makeKey(
    {
      description: input.Description ?? '',
      multiRegion: input.MultiRegion ?? false,
      tags: input.Tags ?? [],
      ...(input.Policy ? { policy: input.Policy } : {}),
    },
    context,
  );
  return { KeyMetadata: show(key) };
};
