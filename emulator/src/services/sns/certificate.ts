import { createHash, type KeyObject, sign } from 'node:crypto';
import { bits, der, integer, nothing, oid, sequence, set, text, time } from './der.ts';

const SHA256_WITH_RSA = () => sequence(oid('1.2.840.113549.1.1.11'), nothing());
const COMMON_NAME = '2.5.4.3';
const TEN_YEARS = 10 * 365 * 86_400_000;

/**
 * A self-signed X.509 certificate of a key, as PEM: what subscribers fetch from SigningCertURL and verify notifications with.
 * https://datatracker.ietf.org/doc/html/rfc5280#section-4.1
 */
export function selfSigned(publicKey: KeyObject, privateKey: KeyObject, name: string, now: number): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const serial = createHash('sha256').update(spki).digest().subarray(0, 16);
  const subject = sequence(set(sequence(oid(COMMON_NAME), text(name))));
  const version3 = der(0xa0, integer(Uint8Array.of(2)));
  const validity = sequence(time(now - 86_400_000), time(now + TEN_YEARS));
  const body = sequence(version3, integer(serial), SHA256_WITH_RSA(), subject, validity, subject, spki);
  const certificate = sequence(body, SHA256_WITH_RSA(), bits(sign('sha256', body, privateKey)));
  const lines =
    Buffer.from(certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
