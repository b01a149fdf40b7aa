import { randomBytes } from 'node:crypto';
import type { GenerateDataKeyCommandInput, GenerateDataKeyCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { encryptWith } from '../cipher.ts';
import { validationException } from '../errors.ts';
import { keyArn, usableKey } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
export const generateDataKey: Operation<GenerateDataKeyCommandInput, GenerateDataKeyCommandOutput> = (input, context) => {
  const key = usableKey(input.KeyId, context);
  if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined))
    throw validationException('Please specify either number of bytes or key spec.');
  const Plaintext = randomBytes(input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32));
  return { Plaintext, CiphertextBlob: encryptWith(key, Plaintext, input.EncryptionContext), KeyId: keyArn(key) };
};
