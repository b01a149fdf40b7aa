import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older or newer than this is refused: a recorded request is worth nothing soon after, and clocks may differ by a little. */
export const MAX_AGE_MS = 5 * 60_000;

export interface SignedRequest {
  /** The bytes that came, not what a parser made of them. */
  body: Buffer;
  /** Seconds since 1970, as sent. */
  timestamp: string | undefined;
  /** `v1=<hex>`; several, with commas, while the sender changes its secret. */
  signature: string | undefined;
}

export type Verdict = 'good' | 'UNSIGNED' | 'STALE' | 'FORGED';

/** `v1=` and the HMAC-SHA256, in hex, of the time, a dot and the body. */
export function signatureOf(body: Buffer | string, timestamp: string, secret: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
}

/** Cheapest first: without a fresh time nothing is hashed. */
export function freshness({ timestamp, signature }: SignedRequest, now: number, maxAgeMs = MAX_AGE_MS): Verdict {
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return 'UNSIGNED';
  return Math.abs(now - Number(timestamp) * 1000) > maxAgeMs ? 'STALE' : 'good';
}

/** Whether one of the secrets made one of the signatures; compared in constant time, so that nobody guesses byte after byte. */
export function isSignedBy({ body, timestamp = '', signature = '' }: SignedRequest, secrets: readonly string[]): boolean {
  const given = signature.split(',', 4).map((one) => Buffer.from(one.trim()));
  return secrets.some((secret) => {
    const expected = Buffer.from(signatureOf(body, timestamp, secret));
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
}
