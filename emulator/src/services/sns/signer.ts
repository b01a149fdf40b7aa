import { createPrivateKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Stack } from '../service.ts';
import { selfSigned } from './certificate.ts';

interface Kept {
  privateKey: string;
  certificate: string;
}

interface Keys {
  privateKey: KeyObject;
  certificate: string;
}

export interface Signer {
  /** The base64 signature of a text: SHA-1 for SignatureVersion 1, SHA-256 for 2. */
  sign(text: string, version: string): Promise<string>;
  /** Where the certificate is served. */
  readonly certificateUrl: string;
  certificate(): Promise<string>;
}

export const CERTIFICATE_PATH = '/SimpleNotificationService-pushpull.pem';

/**
 * The key of this stack. It is made on a thread of its own when the first topic is, so that no message waits for it, and kept in
 * the journal: what was signed before a restart can be verified after it.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export function signerOf(stack: Stack): Signer {
  return stack.singleton('sns.signer', ({ journal, clock, endpoint }) => {
    const table = journal.table<Kept>('sns.signer');
    const make = async (): Promise<Keys> => {
      const kept = table.get('key');
      if (kept) return { privateKey: createPrivateKey(kept.privateKey), certificate: kept.certificate };
      const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
      const certificate = selfSigned(publicKey, privateKey, 'sns.amazonaws.com', clock.now());
      table.put('key', { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificate });
      return { privateKey, certificate };
    };
    const keys = make();
    keys.catch(() => {});
    const signText = promisify(sign) as (algorithm: string, data: Uint8Array, key: KeyObject) => Promise<Buffer>;
    return {
      certificateUrl: `${endpoint}${CERTIFICATE_PATH}`,
      certificate: async () => (await keys).certificate,
      async sign(text, version) {
        const { privateKey } = await keys;
        return (await signText(version === '2' ? 'sha256' : 'sha1', Buffer.from(text), privateKey)).toString('base64');
      },
    };
  });
}
