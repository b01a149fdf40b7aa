import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { MailFact } from '../../shared/messages.ts';
import { type EmailCallbackDeps, emailCallback } from './core.ts';

const pair = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey };
};
const provider = pair();
const body = JSON.stringify({ id: 'c1', type: 'bounced', mailId: 'm1', shareId: 's1', at: 5, reason: 'no such box' });
const signed = (text = body, timestamp = '1000', key = provider.privateKey) => ({
  body: Buffer.from(text),
  timestamp,
  signature: sign(null, Buffer.from(`${timestamp}.${text}`), key).toString('base64'),
});

function world(keys = [provider.publicPem]) {
  const published: MailFact[] = [];
  let asked = 0;
  const deps: EmailCallbackDeps = {
    keys: { active: async (unknown) => [keys[unknown ? ++asked : asked] ?? (keys.at(-1) as string)] },
    publish: async (fact) => void published.push(fact),
    log: () => {},
    now: () => 1_000_000,
  };
  return { deps, published };
}

describe('emailCallback', () => {
  it('publishes what the provider found out', async () => {
    const { deps, published } = world();
    await emailCallback(signed(), deps);
    expect(published).toEqual([
      { version: 1, kind: 'mail-fact', shareId: 's1', mailId: 'm1', fact: 'bounced', at: 5, reason: 'no such box' },
    ]);
  });

  it("asks for the provider's key again when it has another one", async () => {
    const { deps, published } = world([pair().publicPem, provider.publicPem]);
    await emailCallback(signed(), deps);
    expect(published).toHaveLength(1);
  });

  it.each([
    ['signed by somebody else', signed(body, '1000', pair().privateKey), 'FORGED'],
    ['changed on the way', { ...signed(), body: Buffer.from(body.replace('s1', 's2')) }, 'FORGED'],
    ['not signed', { body: Buffer.from(body), timestamp: undefined, signature: undefined }, 'UNSIGNED'],
    ['of another time', { ...signed(), timestamp: '1001' }, 'FORGED'],
    ['too old', signed(body, '600'), 'STALE'],
    ['no callback', signed('{}'), 'INVALID_INPUT'],
  ])('refuses one that is %s', async (_, callback, code) => {
    const { deps, published } = world();
    await expect(emailCallback(callback, deps)).rejects.toMatchObject({ code });
    expect(published).toEqual([]);
  });

  it('fails while it cannot be passed on, so that the provider tries again', async () => {
    const { deps } = world();
    await expect(emailCallback(signed(), { ...deps, publish: () => Promise.reject(new Error('SNS is away')) })).rejects.toThrow('away');
  });
});
