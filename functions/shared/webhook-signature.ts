import { createHmac, timingSafeEqual } from 'node:crypto';
import { HttpError } from './errors.ts';
import type { WebhookKeys } from './webhook-keys.ts';

/** Older or newer than this is refused: a recorded request is worth nothing soon after, and clocks may differ by a little. */
const MAX_AGE_MS = 5 * 60_000;

export interface SignedRequest {
  /** The bytes that came, not what a parser made of them. */
  body: Buffer;
  /** Seconds since 1970, as sent. */
  timestamp: string | undefined;
  /** As its sender writes it. With us `v1=<hex>`; several, with commas, while the sender changes its secret. */
  signature: string | undefined;
}

type Freshness = 'good' | 'UNSIGNED' | 'STALE';

/** `v1=` and the HMAC-SHA256, in hex, of the time, a dot and the body. */
export function signatureOf(body: Buffer | string, timestamp: string, secret: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
}

/** Cheapest first: without a fresh time nothing is hashed. */
export function freshness({ timestamp, signature }: SignedRequest, now: number, maxAgeMs = MAX_AGE_MS): Freshness {
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return 'UNSIGNED';
  return Math.abs(now - Number(timestamp) * 1000) > maxAgeMs ? 'STALE' : 'good';
}

export interface DoorDeps {
  keys: WebhookKeys;
  /** Whether one of the keys made the signature: each sender has its own way to sign. */
  holds(request: SignedRequest, keys: readonly string[]): boolean;
  now(): number;
}

/**
 * The door of every webhook that we have: lets in what its sender signed a moment ago, and refuses the rest by name. Keys are asked for
 * when the time is right, and once more before a signature is called forged, as the sender may have another key by now.
 */
export async function assertSigned(request: SignedRequest, { keys, holds, now }: DoorDeps): Promise<void> {
  const verdict = freshness(request, now());
  if (verdict === 'UNSIGNED') throw new HttpError(401, 'UNSIGNED', 'The headers with the time and the signature are needed.');
  if (verdict === 'STALE') throw new HttpError(401, 'STALE', 'The request was signed more than 5 minutes from now.');
  if (!holds(request, await keys.active()) && !holds(request, await keys.active(true)))
    throw new HttpError(401, 'FORGED', 'No active key made this signature.');
}

/** Whether one of the secrets made one of the signatures; compared in constant time, so that nobody guesses byte after byte. */
export function isSignedBy({ body, timestamp = '', signature = '' }: SignedRequest, secrets: readonly string[]): boolean {
  const given = signature.split(',', 4).map((one) => Buffer.from(one.trim()));
  return secrets.some((secret) => {
    const expected = Buffer.from(signatureOf(body, timestamp, secret));
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
}
