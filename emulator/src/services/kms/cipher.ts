import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AwsError } from '../errors.ts';
import { type KeyRecord, keyArn } from './store.ts';

type EncryptionContext = Record<string, string> | undefined;

/** The encryption context is authenticated, whatever the order of its entries. */
const bound = (context: EncryptionContext) =>
  Buffer.from(JSON.stringify(Object.entries(context ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))));

/** AES-256-GCM; the blob names its key, as AWS's do, so that Decrypt needs no key id: length and ARN, nonce, tag, text. */
export function encryptWith(key: KeyRecord, plaintext: Uint8Array, context: EncryptionContext): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), nonce).setAAD(bound(context));
  const text = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const arn = Buffer.from(keyArn(key));
  return Buffer.concat([Buffer.from([arn.length]), arn, nonce, cipher.getAuthTag(), text]);
}

/** The ARN of the key that a blob names. */
export function keyArnIn(blob: Uint8Array): string {
  const arn = Buffer.from(blob.subarray(1, 1 + (blob[0] ?? 0))).toString();
  if (!arn.startsWith('arn:aws:kms:')) throw invalid();
  return arn;
}

export function decryptWith(key: KeyRecord, blob: Uint8Array, context: EncryptionContext): Uint8Array {
  const start = 1 + (blob[0] ?? 0);
  try {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key.material, 'base64'), blob.subarray(start, start + 12));
    decipher.setAAD(bound(context)).setAuthTag(blob.subarray(start + 12, start + 28));
    return Buffer.concat([decipher.update(blob.subarray(start + 28)), decipher.final()]);
  } catch {
    throw invalid();
  }
}

const invalid = () => new AwsError('InvalidCiphertextException', '');
