import { describe, expect, it, vi } from 'vitest';
import type { DeliveryOutcome, ShareRequest } from '../../shared/messages.ts';
import { type SendShareEmailDeps, sendShareEmail } from './core.ts';
import type { Mail } from './mail.ts';

const request: ShareRequest = {
  shareId: 's1',
  photoId: 'p1',
  recipient: 'ada@example.com',
  mode: 'push',
  link: 'http://127.0.0.1/original?a=1&b=2',
  thumbnailUrl: 'http://127.0.0.1/thumbnail',
  linkExpiresAt: Date.UTC(2026, 0, 2, 3, 4),
  stamps: { requestedAt: 1, acceptedAt: 2, handedOverAt: 3 },
};

/** A world in memory; `once` forgets a failed attempt, as Powertools does. */
function world(overrides: Partial<SendShareEmailDeps> = {}) {
  const outcomes = new Map<string, DeliveryOutcome>();
  const mails: { mail: Mail; key: string }[] = [];
  const published: DeliveryOutcome[] = [];
  const deps: SendShareEmailDeps = {
    fetchThumbnail: async () => new Uint8Array([1, 2, 3]),
    sendMail: async (mail, key) => {
      mails.push({ mail, key });
      return { mailId: 'm1' };
    },
    once: async ({ shareId }, work) => {
      const kept = outcomes.get(shareId);
      if (kept !== undefined) return { ...kept, duplicate: true };
      const outcome = await work();
      outcomes.set(shareId, outcome);
      return outcome;
    },
    publish: async (outcome) => {
      published.push(outcome);
    },
    log: () => {},
    now: () => 5,
    ...overrides,
  };
  return { deps, mails, published };
}

describe('sendShareEmail', () => {
  it('sends one mail with link and thumbnail, keyed by the share, and publishes the outcome with every stamp', async () => {
    const { deps, mails, published } = world();
    const outcome = await sendShareEmail(request, 4, deps);
    expect(outcome).toMatchObject({ status: 'delivered', mailId: 'm1' });
    expect(outcome.stamps).toEqual({ requestedAt: 1, acceptedAt: 2, handedOverAt: 3, handledAt: 4, deliveredAt: 5 });
    expect(published).toEqual([outcome]);
    expect(mails).toHaveLength(1);
    const { mail, key } = mails[0] ?? expect.fail('no mail');
    expect(key).toBe('s1');
    expect(mail.text).toContain(request.link);
    expect(mail.html).toContain('href="http://127.0.0.1/original?a=1&amp;b=2"');
    expect(mail.html).toContain(`cid:${mail.attachments[0]?.cid}`);
    expect(mail.text).toContain('2 January 2026');
    expect(mail.attachments[0]?.content).toBe('AQID');
  });

  it('sends no second mail for a request that comes again, and publishes the first outcome again', async () => {
    const { deps, mails, published } = world();
    await sendShareEmail(request, 4, deps);
    const again = await sendShareEmail(request, 9, deps);
    expect(mails).toHaveLength(1);
    expect(again).toMatchObject({ duplicate: true, stamps: { handledAt: 4 } });
    expect(published).toHaveLength(2);
  });

  it('throws while the provider is down, so that the mode retries, and delivers when it is back', async () => {
    const sendMail = vi.fn<SendShareEmailDeps['sendMail']>().mockRejectedValueOnce(new Error('503')).mockResolvedValue({ mailId: 'm2' });
    const { deps, published } = world({ sendMail });
    await expect(sendShareEmail(request, 4, deps)).rejects.toThrow('503');
    expect(published).toEqual([]);
    await expect(sendShareEmail(request, 6, deps)).resolves.toMatchObject({ status: 'delivered', stamps: { handledAt: 6 } });
  });

  it('publishes on the retry when the first attempt ended between mail and publication', async () => {
    const { deps, mails } = world();
    const publish = vi.fn<SendShareEmailDeps['publish']>().mockRejectedValueOnce(new Error('SNS is away')).mockResolvedValue();
    await expect(sendShareEmail(request, 4, { ...deps, publish })).rejects.toThrow('SNS is away');
    await sendShareEmail(request, 6, { ...deps, publish });
    expect(mails).toHaveLength(1);
    expect(publish).toHaveBeenCalledTimes(2);
  });

  it('calls a mail that the provider will never take failed, without asking for retries', async () => {
    const { deps, published } = world({ sendMail: async () => ({ rejected: 'no such domain' }) });
    await expect(sendShareEmail(request, 4, deps)).resolves.toMatchObject({ status: 'failed', reason: 'no such domain' });
    expect(published[0]?.stamps.deliveredAt).toBeUndefined();
  });

  it('asks to be told what became of a mail, and till then calls it sending', async () => {
    const { deps, mails, published } = world({ callbackUrl: 'http://127.0.0.1/callback' });
    await sendShareEmail({ ...request, mode: 'confirmed' }, 4, deps);
    expect(mails[0]?.mail.callbackUrl).toBe('http://127.0.0.1/callback');
    expect(published).toMatchObject([{ status: 'sending' }]);
    await sendShareEmail({ ...request, shareId: 's2' }, 4, deps);
    expect(mails[1]?.mail.callbackUrl).toBeUndefined();
  });

  it('tells nobody of a share whose caller forgets', async () => {
    const { deps, mails, published } = world();
    await sendShareEmail({ ...request, mode: 'forget' }, 4, deps);
    expect([mails.length, published.length]).toEqual([1, 0]);
  });
});
