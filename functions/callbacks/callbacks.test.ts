import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignedBy } from '../shared/webhook-signature.ts';
import { deliverCallback } from './deliver-callback/core.ts';
import { fanOutCallbacks } from './fan-out-callbacks/core.ts';
import { memoryStore } from './memory-store.ts';
import type { EndpointNotice } from './messages.ts';
import { NameTimeout, UrlRefused } from './outgoing/check-url.ts';
import type { Sent } from './outgoing/send.ts';
import type { Delivery } from './records.ts';
import { registerCallback } from './register-callback/core.ts';
import { replayCallbacks } from './replay-callbacks/core.ts';
import { rotateSecret } from './rotate-secret/core.ts';
import { OVERLAP_MS } from './secrets.ts';

const owner = 'ada@example.com';
const ladder = [1, 2, 3];
const outcome = (shareId: string, status: 'delivered' | 'failed' | 'sending' = 'delivered') =>
  JSON.stringify({ shareId, photoId: 'p', mode: 'pull', status, stamps: { acceptedAt: 1 } });

/** Callbacks with a queue that holds each message until it is done with, and endpoints that answer as they are told. */
function world(answer: (url: string) => Sent = () => ({ result: 'delivered', status: 204 })) {
  const { store, endpoints, deliveries } = memoryStore();
  const queue: { delivery: Delivery; receives: number }[] = [];
  const notices: EndpointNotice[] = [];
  const calls: { url: string; id: string; body: string; headers: Record<string, string> }[] = [];
  const waits: number[] = [];
  let time = 1_800_000_000_000;
  const put = async (delivery: Delivery) => void queue.push({ delivery, receives: 0 });
  const deps = {
    store,
    ladder,
    send: async (url: string, body: string, headers: Record<string, string>) => {
      calls.push({ url, id: JSON.parse(body).id, body, headers });
      return answer(url);
    },
    notify: async (notice: EndpointNotice) => void notices.push(notice),
    log: () => {},
    now: () => time,
  };
  return {
    ...{ store, endpoints, deliveries, queue, notices, calls, waits, put },
    pass: (ms: number) => void (time += ms),
    rotate: (endpointId: string, secret: string, by = owner) => rotateSecret({ endpointId, owner: by, secret }, { store, now: deps.now }),
    register: (shareId: string, success: string, requestId?: string) =>
      registerCallback(
        { shareId, owner, success, ...(requestId ? { requestId } : {}) },
        { store, queue: put, checkUrl: async () => undefined },
      ),
    tell: (body: string) => fanOutCallbacks(body, { store, queue: put, now: () => 5 }),
    /** Each message once; those that shall come again stay. */
    async round() {
      for (const message of queue.splice(0)) {
        message.receives++;
        const { endpointId, deliveryId } = message.delivery;
        const seconds = await deliverCallback({ version: 1, endpointId, deliveryId }, message.receives, deps);
        if (seconds === undefined) continue;
        waits.push(seconds);
        queue.push(message);
      }
    },
    replay: (endpointId: string) => replayCallbacks({ endpointId, owner }, { store, queue: put }),
  };
}

const failed: Sent = { result: 'failed', reason: 'it answered 503' };

describe('callbacks', () => {
  it('call who asked for this outcome, signed, and nobody else', async () => {
    const { register, tell, round, calls } = world();
    await register('s1', 'http://a/');
    await register('s2', 'http://b/');
    expect(await tell(outcome('s1'))).toBe(1);
    expect(await tell(outcome('s1', 'failed'))).toBe(0);
    expect(await tell(outcome('s2', 'sending'))).toBe(0);
    expect(await tell('{"kind":"mail-fact"}')).toBe(0);
    await round();
    expect(calls).toMatchObject([
      { url: 'http://a/', headers: { 'pushpull-timestamp': '1800000000', 'pushpull-signature': expect.stringMatching(/^v1=/) } },
    ]);
  });

  it('come once, whichever is first and however often the outcome is told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('register', 'tell'), { minLength: 2, maxLength: 8 }), async (steps) => {
        const { register, tell, round, calls } = world();
        for (const step of steps) await (step === 'tell' ? tell(outcome('s1')) : register('s1', 'http://a/'));
        for (let n = 0; n < 3; n++) await round();
        expect(calls).toHaveLength(new Set(steps).size === 2 ? 1 : 0);
      }),
    );
  });

  it('refuse an URL at its registration, by name, before anything is written', async () => {
    const { store, put, endpoints } = world();
    const checkUrl = async (url: string) => {
      if (url.includes('inside')) throw new UrlRefused('PRIVATE', 'no');
    };
    const input = { shareId: 's1', owner, success: 'http://good/', failure: 'http://inside/' };
    await expect(registerCallback(input, { store, queue: put, checkUrl })).rejects.toMatchObject({ status: 422, code: 'PRIVATE' });
    expect(endpoints.size).toBe(0);
  });

  it('are not registered while a name is not resolved: the client may try again', async () => {
    const { store, put, endpoints } = world();
    const checkUrl = async () => Promise.reject(new NameTimeout('slow.example', 5));
    const asked = registerCallback({ shareId: 's1', owner, success: 'http://slow.example/' }, { store, queue: put, checkUrl });
    await expect(asked).rejects.toMatchObject({ status: 503, code: 'DNS_TIMEOUT' });
    expect(endpoints.size).toBe(0);
  });

  it('end at the first refusal, with the reason', async () => {
    const { register, tell, round, calls, queue, deliveries } = world(() => ({ result: 'refused', code: 'METADATA', reason: 'no' }));
    await register('s1', 'http://a/');
    await tell(outcome('s1'));
    await round();
    expect(queue).toEqual([]);
    expect(calls).toHaveLength(1);
    expect([...deliveries.values()]).toMatchObject([{ state: 'refused', last: 'METADATA: no' }]);
  });

  it('leave a dead endpoint alone: few calls, one notice, everything parked; the others are served, and a replay brings the rest', async () => {
    let dead = true;
    const { register, tell, round, calls, queue, notices, deliveries, endpoints, replay } = world((url) =>
      url === 'http://dead/' && dead ? failed : { result: 'delivered', status: 204 },
    );
    for (let n = 0; n < 30; n++) {
      await register(`s${n}`, 'http://dead/');
      await register(`s${n}`, 'http://well/');
      await tell(outcome(`s${n}`));
    }
    await round();
    expect(calls.filter(({ url }) => url === 'http://well/')).toHaveLength(30);
    for (let n = 0; n < 20; n++) await round();
    expect(queue).toEqual([]);
    // three to find out, and one that climbs the ladder for all
    expect(calls.filter(({ url }) => url === 'http://dead/').length).toBeLessThanOrEqual(3 * (ladder.length + 1));
    expect(notices).toMatchObject([{ owner, url: 'http://dead/', time: 1 }]);
    const states = () => Map.groupBy(deliveries.values(), ({ state }) => state);
    expect(states().get('parked')).toHaveLength(30);

    const [endpoint] = [...endpoints.values()].filter(({ url }) => url === 'http://dead/');
    dead = false;
    expect(await replay(endpoint?.endpointId ?? '')).toEqual({ replayed: 30 });
    await round();
    expect(states().get('delivered')).toHaveLength(60);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(60);
  });

  it('look again no later than the ladder does, however long the one takes that tries for all', async () => {
    const { register, tell, round, queue, waits } = world(() => failed);
    for (let n = 0; n < 6; n++) {
      await register(`s${n}`, 'http://a/');
      await tell(outcome(`s${n}`));
    }
    await round();
    for (const message of queue) message.receives = 10;
    await round();
    expect(waits.length).toBeGreaterThan(6);
    expect(Math.max(...waits)).toBe(ladder.at(-1));
  });

  it.each([
    ['delivers', { result: 'delivered', status: 204 }],
    ['is refused', { result: 'refused', code: 'METADATA', reason: 'no' }],
  ] as [string, Sent][])('do not wait for one that dies as it %s while it tries for all', async (_, last) => {
    let answer: Sent = failed;
    const { register, tell, round, store, endpoints, queue } = world(() => answer);
    for (let n = 0; n < 4; n++) {
      await register(`s${n}`, 'http://a/');
      await tell(outcome(`s${n}`));
    }
    // three failures: from the next attempt on one delivery tries for all
    await round();
    answer = last;
    const { noteDelivery } = store;
    store.noteDelivery = async (...note) => {
      await noteDelivery(...note);
      throw new Error('killed');
    };
    expect(queue.length).toBeGreaterThan(1);
    await expect(round()).rejects.toThrow('killed');
    expect([...endpoints.values()][0]?.probe).toBeUndefined();
  });

  it('come to an end though their message was handed out twice, and the slower attempt speaks last', async () => {
    const { register, tell, round, store, deliveries } = world(() => failed);
    await register('s1', 'http://a/');
    await tell(outcome('s1'));
    const [read] = structuredClone([...deliveries.values()]);
    const { noteDelivery } = store;
    store.noteDelivery = async (...note) => {
      store.noteDelivery = noteDelivery;
      expect(await noteDelivery(read as Delivery, 'parked', 0, 'by the other attempt')).toBe(true);
      return noteDelivery(...note);
    };
    await round();
    expect([...deliveries.values()].map(({ state }) => state)).toEqual(['parked']);
  });

  it('all arrive at an endpoint that fails now and then', async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 0, max: 9 })), async (dice) => {
        const luck = dice[Symbol.iterator]();
        const { register, tell, round, deliveries, replay, endpoints } = world(() =>
          luck.next().value < 3 ? failed : { result: 'delivered', status: 204 },
        );
        for (let n = 0; n < 10; n++) {
          await register(`s${n}`, 'http://a/');
          await tell(outcome(`s${n}`));
        }
        const [endpointId = ''] = endpoints.keys();
        for (let n = 0; n < 40; n++) {
          await round();
          if (n % 10 === 9) await replay(endpointId);
        }
        expect([...deliveries.values()].filter(({ state }) => state !== 'delivered')).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('have a secret that is told once: to the request that made the endpoint, however often it is repeated', async () => {
    const { register, store, put } = world();
    const mine = 'a-random-value-of-mine';
    const first = await register('s1', 'http://a/', mine);
    expect(first.callbacks[0]?.secret).toBeDefined();
    expect(await register('s1', 'http://a/', mine)).toEqual(first);
    for (const other of [undefined, 'another-random-value'])
      expect((await register('s2', 'http://a/', other)).callbacks).toEqual([
        { on: 'success', url: 'http://a/', endpointId: expect.any(String) },
      ]);
    // one request, two outcomes, one endpoint
    const both = { shareId: 's1', owner, success: 'http://b/', failure: 'http://b/' };
    const { callbacks } = await registerCallback(both, { store, queue: put, checkUrl: async () => undefined });
    expect(callbacks.map(({ secret }) => secret === undefined)).toEqual([false, false]);
  });

  it('are signed with both secrets for a while after a rotation, and then with the new one alone', async () => {
    const { register, tell, round, calls, rotate, pass } = world();
    const { callbacks } = await register('s1', 'http://a/', 'a-random-value-of-mine');
    const { endpointId = '', secret: old = '' } = callbacks[0] ?? {};
    const { secret, previousUntil } = await rotate(endpointId, old);
    expect(previousUntil).toBe(1_800_000_000_000 + OVERLAP_MS);
    const signers = async (shareId: string) => {
      await register(shareId, 'http://a/');
      await tell(outcome(shareId));
      await round();
      const { headers = {}, body = '' } = calls.at(-1) ?? {};
      const request = { body: Buffer.from(body), timestamp: headers['pushpull-timestamp'], signature: headers['pushpull-signature'] };
      return [old, secret].map((one) => isSignedBy(request, [one]));
    };
    expect(await signers('s2')).toEqual([true, true]);
    pass(OVERLAP_MS);
    expect(await signers('s3')).toEqual([false, true]);
    // what was told at the registration is told no more
    expect((await register('s1', 'http://a/', 'a-random-value-of-mine')).callbacks[0]?.secret).toBeUndefined();
  });

  it('have their secret rotated by who holds it alone; again, where the answer was lost, without more time for the old one', async () => {
    const { register, rotate, pass } = world();
    const { callbacks } = await register('s1', 'http://a/');
    const { endpointId = '', secret: old = '' } = callbacks[0] ?? {};
    await expect(rotate(endpointId, 'a guess')).rejects.toMatchObject({ status: 403, code: 'WRONG_SECRET' });
    await expect(rotate(endpointId, old, 'mallory@example.com')).rejects.toMatchObject({ status: 404 });
    const lost = await rotate(endpointId, old);
    pass(OVERLAP_MS - 1);
    const found = await rotate(endpointId, old);
    expect(found.previousUntil).toBe(lost.previousUntil);
    await expect(rotate(endpointId, lost.secret)).rejects.toMatchObject({ code: 'WRONG_SECRET' });
    pass(1);
    await expect(rotate(endpointId, old)).rejects.toMatchObject({ code: 'WRONG_SECRET' });
    await rotate(endpointId, found.secret);
  });

  it('give no two rotations at once a secret each', async () => {
    const { register, rotate } = world();
    const { endpointId = '', secret = '' } = (await register('s1', 'http://a/')).callbacks[0] ?? {};
    const ends = await Promise.allSettled([rotate(endpointId, secret), rotate(endpointId, secret)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are replayed for their owner alone', async () => {
    const { register, store, put, endpoints } = world();
    await register('s1', 'http://a/');
    const [endpointId = ''] = endpoints.keys();
    const asked = replayCallbacks({ endpointId, owner: 'mallory@example.com' }, { store, queue: put });
    await expect(asked).rejects.toMatchObject({ status: 404 });
  });
});
