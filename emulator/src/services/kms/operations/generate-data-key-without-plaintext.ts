import { randomBytes } from 'node:crypto';
import type { GenerateDataKeyWithoutPlaintextCommandInput, GenerateDataKeyWithoutPlaintextCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../service.ts';
import { encryptWith } from '../cipher.ts';
import { validationException } from '../errors.ts';
import { keyArn, usableKey } from '../store.ts';

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyWithoutPlaintext.html */
export const generateDataKeyWithoutPlaintext: Operation<
  GenerateDataKeyWithoutPlaintextCommandInput,
  GenerateDataKeyWithoutPlaintextCommandOutput
> = (input, context) => {
  const key = usableKey(input.KeyId, context);
  if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined))
    throw validationException('Please specify either number of bytes or key spec.');
  const secret = randomBytes(input.NumberOfBytes ?? (input.KeySpec === 'AES_128' ? 16 : 32));
  return { CiphertextBlob: encryptWith(key, secret, input.EncryptionContext), KeyId: keyArn(key) };
};
