import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshness, isSignedBy, signatureOf } from './webhook-signature.ts';

const now = 1_800_000_000_000;
const at = (offsetMs: number) => String((now + offsetMs) / 1000);
const request = (body: string, secret: string, offsetMs = 0) => ({
  body: Buffer.from(body),
  timestamp: at(offsetMs),
  signature: signatureOf(body, at(offsetMs), secret),
});

describe('a webhook signature', () => {
  it('is what anybody else computes', () => {
    // printf '1800000000.{}' | openssl dgst -sha256 -hmac key
    expect(signatureOf('{}', '1800000000', 'key')).toMatch(/^v1=[0-9a-f]{64}$/);
    expect(isSignedBy(request('{}', 'key'), ['key'])).toBe(true);
  });

  it('holds by any of the active secrets, and by no other', () => {
    expect(isSignedBy(request('{}', 'old'), ['new', 'old'])).toBe(true);
    expect(isSignedBy(request('{}', 'older'), ['new', 'old'])).toBe(false);
    expect(isSignedBy(request('{}', 'old'), [])).toBe(false);
  });

  it('covers every byte of the body, and the time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, index, flip) => {
        const body = Buffer.from(bytes);
        const signature = signatureOf(body, at(0), 'key');
        const changed = Buffer.from(body);
        const where = index % body.length;
        changed[where] = (body[where] as number) ^ flip;
        expect(isSignedBy({ body, timestamp: at(0), signature }, ['key'])).toBe(true);
        expect(isSignedBy({ body: changed, timestamp: at(0), signature }, ['key'])).toBe(false);
        expect(isSignedBy({ body, timestamp: at(1000), signature }, ['key'])).toBe(false);
      }),
    );
  });

  it.each([
    [-300_000, 'good'],
    [-301_000, 'STALE'],
    [300_000, 'good'],
    [301_000, 'STALE'],
  ])('made %d ms from now is %s', (offset, verdict) => {
    expect(freshness(request('{}', 'key', offset), now)).toBe(verdict);
  });

  it.each([undefined, '', 'soon', '-1', '1e9', '1800000000.5'])('at the time %s is none', (timestamp) => {
    expect(freshness({ body: Buffer.alloc(0), timestamp, signature: 'v1=00' }, now)).toBe('UNSIGNED');
  });
});
