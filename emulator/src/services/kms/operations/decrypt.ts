import type { DecryptCommandInput, DecryptCommandOutput } from '@aws-sdk/client-kms';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { decryptWith, keyArnIn } from '../cipher.ts';
import { keyArn, keyOf, usableKey } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html */
export const decrypt: Operation<DecryptCommandInput, DecryptCommandOutput> = (input, context) => {
  const blob = input.CiphertextBlob ?? new Uint8Array();
  const key = usableKey(keyArnIn(blob), context);
  if (input.KeyId !== undefined && keyArn(keyOf(input.KeyId, context)) !== keyArn(key))
    throw new AwsError('IncorrectKeyException', 'The key ID in the request does not identify a CMK that can perform this operation.');
  return { Plaintext: decryptWith(key, blob, input.EncryptionContext), KeyId: keyArn(key), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
};
