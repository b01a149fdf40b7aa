import { expect, test } from 'vitest';
import { counted, figuresOf, lateness } from './figures.ts';
import { lane } from './lane.ts';
import type { Row } from './row.ts';
import { BEGAN, rowOf, runOf } from './testing.ts';

const PUSH = lane('push');
/** One message of a lane, `s` seconds after its repetition's load began. */
const message = (id: string, repetition: number, s: number, triggerMs: number, other: Partial<Row> = {}) =>
  rowOf({ lane: 'Push', id, repetition, sentAt: BEGAN + (repetition - 1) * 60_000 + s * 1000, ...other }, triggerMs);
const each = (...values: number[]) => values.map((ms, i) => ({ repetition: i + 1, ms }));
const gone = { mails: 0, handledAt: undefined, receivedAt: undefined, deliveredAt: undefined, cold: undefined } as unknown as Partial<Row>;

test('times of warm messages with nothing wrong, each repetition by itself; the rest counted apart', () => {
  const rows = [
    message('warm-up', 0, 0, 9999),
    ...[10, 20, 30].map((ms, i) => message(`a${i}`, 1, i, ms)),
    ...[20, 40, 60].map((ms, i) => message(`b${i}`, 2, i, ms)),
    message('cold', 2, 3, 900, { cold: true }),
    message('entrance', 2, 3, 800, { entranceCold: true }),
    message('broken', 2, 4, 5000, { fault: 'throw×1' }),
    message('twice', 2, 5, 40, { mails: 2 }),
    message('gone', 2, 6, 0, { ...gone, fate: 'lost' }),
    message('no', 2, 7, 0, { ...gone, accepted: false, fate: 'refused' }),
  ];
  const [figures] = figuresOf(runOf(rows, { retries: [{ lane: 'Push', repetition: 2, count: 3 }] }, [PUSH]));
  const { trigger, answered, delivered } = figures?.times ?? (undefined as never);
  expect(trigger[50]).toMatchObject({ ms: 30, byRepetition: each(20, 40) });
  expect(trigger[99]).toMatchObject({ ms: 45, byRepetition: each(30, 60) });
  // mean 30 of two values that are 20 apart: t(0.975, 1) = 12.706, times 10
  expect(trigger[50].interval).toMatchObject({ mean: 30, low: expect.closeTo(30 - 127.06, 1), high: expect.closeTo(30 + 127.06, 1) });
  expect(answered[50].ms).toBe(8);
  expect(delivered[50].ms).toBe(30 + 13);
  expect(figures?.cold).toEqual({ consumer: 1, triggerMs: 900, entrance: 1 });
  expect(figures?.ledger).toMatchObject({ sent: 12, duplicates: 1, addsUp: true, fates: { handled: 10, lost: 1, refused: 1 } });
  expect(figures?.retries).toBe(3);
});

test('a repetition in which nobody was warm has no value, and the others keep their numbers', () => {
  const rows = [1, 2, 3].map((repetition) => message(`m${repetition}`, repetition, 0, 10 * repetition, { cold: repetition === 1 }));
  const [figures] = figuresOf(runOf(rows, {}, [PUSH]));
  expect(figures?.times.trigger[50].byRepetition).toEqual([
    { repetition: 2, ms: 20 },
    { repetition: 3, ms: 30 },
  ]);
});

test('the figure is the one that its interval is around: the mean of the repetitions, however many messages each has', () => {
  const triggers = [[10, 10, 10, 10, 10], [40], [70, 70]];
  const rows = triggers.flatMap((some, i) => some.map((ms, j) => message(`m${i}-${j}`, i + 1, j, ms)));
  const [figures] = figuresOf(runOf(rows, {}, [PUSH]));
  for (const quantile of [50, 95, 99] as const) {
    const { ms, interval } = figures?.times.trigger[quantile] ?? (undefined as never);
    expect(ms).toBeCloseTo(40, 9);
    expect(interval?.mean).toBeCloseTo(40, 9);
  }
});

test('a message whose entrance had just started is counted once, however many consumers it has', () => {
  const rows = [0, 1, 2].map((copy) => message('m', 1, 0, 7, { copy, entranceCold: true, cold: copy === 2 }));
  expect(figuresOf(runOf(rows, {}, [PUSH]))[0]?.cold).toEqual({ consumer: 1, triggerMs: 7, entrance: 1 });
});

test('messages a second of one message are none', () => {
  expect(figuresOf(runOf([message('1', 1, 0, 7)], {}, [PUSH]))[0]?.throughput).toBeUndefined();
});

test('of few messages one stall does not decide whether the generator was late, of many the 99th percentile does', () => {
  const late = (count: number, stalls: number) =>
    lateness(
      runOf(Array.from({ length: count }, (_, i) => rowOf({ lane: PUSH.id, id: `${i}`, sentAt: 1000, intendedAt: i < stalls ? 0 : 1000 }))),
    );
  expect(late(60, 1)).toEqual({ worst: 1000, percentile: 95, ms: 0 });
  expect(late(60, 6)).toMatchObject({ ms: 1000 });
  expect(late(200, 1)).toEqual({ worst: 1000, percentile: 99, ms: 0 });
  expect(late(200, 6)).toMatchObject({ ms: 1000 });
});

test('messages a second, first sent to last delivered; a batch of two counts once for its two messages', () => {
  const rows = [
    message('1', 1, 0, 7, { batch: 1 }),
    message('2', 1, 1, 7, { batch: 2 }),
    message('3', 1, 1, 7, { batch: 2 }),
    message('4', 1, 1.98, 7, { batch: 1 }),
  ];
  const [figures] = figuresOf(runOf(rows, {}, [PUSH]));
  expect(figures?.throughput).toBeCloseTo(3 / 2, 9);
  expect(figures?.batch).toBeCloseTo(4 / 3, 9);
});

test('a repetition that delivered nothing took its time, too', () => {
  const rows = [0, 1.98].flatMap((s) => [message(`a${s}`, 1, s, 7), message(`b${s}`, 2, s, 7, { ...gone, fate: 'lost' })]);
  const [figures] = figuresOf(runOf(rows, {}, [PUSH]));
  // one after the first in 2 s and none until the last answer, 8 ms after it was sent
  expect(figures?.throughput).toBeCloseTo(1 / (2 + 1.988), 9);
});

test('a message that the generator sent and no row has makes the ledger wrong', () => {
  const run = runOf([message('1', 1, 0, 7)], { sent: [{ lane: 'Push', repetition: 1, count: 2 }] }, [PUSH]);
  expect(figuresOf(run)[0]?.ledger.addsUp).toBe(false);
});

test('how late the generator was, the warm-up apart', () => {
  const late = (repetition: number, ms: number) => message('1', repetition, 0, 7, { intendedAt: BEGAN + (repetition - 1) * 60_000 - ms });
  const run = runOf([late(0, 5000), late(1, 3), late(2, 9)], {}, [PUSH]);
  expect(counted(run)).toHaveLength(2);
  expect(lateness(run)).toEqual({ worst: 9, percentile: 95, ms: 9 });
});
