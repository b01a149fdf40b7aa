import { describe, expect, it, vi } from 'vitest';
import { signatureOf } from '../../shared/webhook-signature.ts';
import { type CrmWebhookDeps, receiveCrmEvent } from './core.ts';

const now = 1_800_000_000_000;
const event = { id: 'd1', type: 'user.email-changed', occurredAt: 5, data: { userId: 'u1', email: 'ada@example.com', version: 7 } };

function request(body: string = JSON.stringify(event), secret = 'old', offsetS = 0) {
  const timestamp = String(now / 1000 + offsetS);
  return { body: Buffer.from(body), timestamp, signature: signatureOf(body, timestamp, secret) };
}

function world() {
  const queue = vi.fn<CrmWebhookDeps['queue']>(async () => {});
  const active = vi.fn(async (unknown = false) => (unknown ? ['old', 'new'] : ['old']));
  return { queue, active, deps: { secrets: { active }, queue, log: () => {}, now: () => now } };
}

describe('receiveCrmEvent', () => {
  it('queues what is signed, and does nothing else', async () => {
    const { deps, queue } = world();
    expect(await receiveCrmEvent(request(), deps)).toEqual({ queued: 'd1' });
    expect(queue.mock.calls).toEqual([
      [[{ version: 1, userId: 'u1', email: 'ada@example.com', crmVersion: 7, occurredAt: 5, source: 'webhook' }]],
    ]);
  });

  it('looks for a new secret before it calls a signature forged', async () => {
    const { deps, queue } = world();
    await receiveCrmEvent(request(undefined, 'new'), deps);
    expect(queue).toHaveBeenCalledOnce();
  });

  it.each([
    ['FORGED', 401, request(undefined, 'guessed')],
    ['FORGED', 401, { ...request(), body: Buffer.from(JSON.stringify({ ...event, id: 'd2' })) }],
    ['STALE', 401, request(undefined, 'old', -301)],
    ['STALE', 401, request(undefined, 'old', 301)],
    ['UNSIGNED', 401, { ...request(), signature: undefined }],
    ['TOO_LARGE', 413, request('x'.repeat(16 * 1024 + 1))],
    ['INVALID_EVENT', 400, request('{}')],
    ['INVALID_EVENT', 400, request('not json')],
  ])('refuses %s (%d) and queues nothing', async (code, status, bad) => {
    const { deps, queue } = world();
    await expect(receiveCrmEvent(bad, deps)).rejects.toMatchObject({ code, status });
    expect(queue).not.toHaveBeenCalled();
  });

  it('asks for no secret before size and age are right', async () => {
    const { deps, active } = world();
    await expect(receiveCrmEvent(request('x'.repeat(20_000)), deps)).rejects.toThrow();
    await expect(receiveCrmEvent(request(undefined, 'old', -400), deps)).rejects.toThrow();
    expect(active).not.toHaveBeenCalled();
  });

  it('has no good answer while the queue takes nothing', async () => {
    const { deps, queue } = world();
    queue.mockRejectedValue(new Error('SQS is away'));
    await expect(receiveCrmEvent(request(), deps)).rejects.toThrow('SQS is away');
  });
});
