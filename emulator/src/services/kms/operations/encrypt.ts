import type { EncryptCommandInput, EncryptCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { encryptWith } from '../cipher.ts';
import { validationException } from '../errors.ts';
import { keyArn, usableKey } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
export const encrypt: Operation<EncryptCommandInput, EncryptCommandOutput> = (input, context) => {
  const key = usableKey(input.KeyId, context);
  const plaintext = input.Plaintext ?? new Uint8Array();
  if (plaintext.length < 1 || plaintext.length > 4096)
    throw validationException(
      "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length between 1 and 4096, inclusive",
    );
  return {
    CiphertextBlob: encryptWith(key, plaintext, input.EncryptionContext),
    KeyId: keyArn(key),
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  };
};
