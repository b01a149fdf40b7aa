import { expect, it } from 'vitest';
import { createLadder, type Delivery, undelivered } from './delivery.ts';
import { memoryStores } from './memory-store.ts';

/** A receiver that answers one after the other, and processes that share a table. */
async function world(...answers: (number | Promise<number>)[]) {
  const deliveries = memoryStores()<Delivery>('party');
  const delivery: Delivery = { ...undelivered, id: 'd1', receivedAt: 0, nextAttemptAt: 0 };
  await deliveries.put(delivery);
  let duplicateRate = 0;
  let calls = 0;
  const process = () =>
    createLadder({
      deliveries,
      attempt: async () => {
        calls++;
        return answers.shift() ?? 204;
      },
      // an hour: the next attempt is made by who pumps, and by no timer of this test's
      settings: async () => ({ ladderMs: [0, 3_600_000], duplicateRate }),
      dice: () => 0.5,
    });
  const now = async () => (await deliveries.find('d1')) as Delivery;
  return { deliveries, delivery, process, now, calls: () => calls, doubles: () => void (duplicateRate = 1) };
}

it('climbs until it is answered well, noting each attempt, and no further', async () => {
  const { process, now, calls } = await world(503);
  const ladder = process();
  await ladder.pump();
  await ladder.pump();
  await ladder.pump();
  expect(await now()).toMatchObject({ state: 'delivered', attempts: [{ status: 503 }, { status: 204 }] });
  expect(calls()).toBe(2);
});

it('gives up at the end, and waits for the time of the next attempt', async () => {
  const { process, now, delivery } = await world(503, 0, 500);
  const ladder = process();
  await ladder.climb(delivery);
  await ladder.pump();
  await ladder.pump();
  expect(await now()).toMatchObject({ state: 'pending', attempts: [{ status: 503 }, { status: 0 }] });
  await ladder.climb(delivery);
  expect(await now()).toMatchObject({ state: 'given-up' });
});

it('doubles what was answered well, when it is told to', async () => {
  const { process, now, calls, doubles } = await world();
  doubles();
  await process().pump();
  expect(calls()).toBe(2);
  expect((await now()).attempts).toHaveLength(1);
});

it('of two processes at one delivery the luckier counts, and both attempts are noted', async () => {
  const slow = Promise.withResolvers<number>();
  const { process, now } = await world(slow.promise);
  const late = process().pump();
  await process().pump();
  slow.resolve(500);
  await late;
  expect(await now()).toMatchObject({ state: 'delivered', attempts: [{ status: 204 }, { status: 500 }] });
});

it('brings back nothing that was forgotten meanwhile', async () => {
  const slow = Promise.withResolvers<number>();
  const { process, deliveries } = await world(slow.promise);
  const late = process().pump();
  await deliveries.clear();
  slow.resolve(500);
  await late;
  expect(await deliveries.list()).toEqual([]);
});
