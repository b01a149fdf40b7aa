import { expect, test } from 'vitest';
import { lane } from '../lane.ts';
import type { Row } from '../row.ts';
import { BEGAN, rowOf, runOf } from '../testing.ts';
import { peaks, rates, seriesOf } from './series.ts';

test('how many stays there are at once, at most, in each bin: none is too short', () => {
  const stays = [
    { from: 0.2, to: 2.5 },
    { from: 1.1, to: 1.1001 },
    { from: 1.5, to: Number.POSITIVE_INFINITY },
  ];
  expect(peaks(stays, 1, 5)).toEqual([1, 2, 2, 1, 1]);
  expect(peaks([], 1, 2)).toEqual([0, 0]);
});

test('times a second: within the second around each bin, or the bin', () => {
  expect(rates([0.1, 0.2, 0.9, 5], 0.5, 4)).toEqual([2, 1, 1, 0]);
  expect(rates([0, 1, 2, 3], 2, 2)).toEqual([1, 1]);
});

test('a backlog that stands while nothing is handled, on the time of its own load', () => {
  const lanes = [lane('push'), lane('pull')];
  const rows = lanes.flatMap(({ id }, place) =>
    [0, 1, 2].map((s) => {
      const sentAt = BEGAN + place * 500_000 + s * 1000;
      // the last is handled when all are: 12 s after the load began
      const end = BEGAN + place * 500_000 + 12_000;
      return rowOf({ lane: id, id: `${id}${s}`, sentAt, handledAt: end - 10, receivedAt: end - 5, deliveredAt: end });
    }),
  );
  const run = runOf(
    rows,
    {
      loads: lanes.map(({ id }) => ({ repetition: 1, lanes: [id] })),
      beganAt: [BEGAN, BEGAN + 500_000],
      faults: [{ what: 'down', fromS: 0, untilS: 12 }],
    },
    lanes,
  );
  const { backlog, handling, provider, binS } = seriesOf(run);
  expect(binS).toBeCloseTo(0.1, 9);
  for (const { max } of backlog) {
    expect(Math.max(...max)).toBe(3);
    expect(max[Math.floor(1.5 / binS)]).toBe(2);
    expect(max[Math.floor(11 / binS)]).toBe(3);
  }
  expect(handling.map(({ max }) => Math.max(...max))).toEqual([3, 3]);
  expect(provider.map(({ max }) => Math.max(...max))).toEqual([3, 3]);
});

test('what was dead-lettered or lost does not stay in the backlog for ever; what is still waiting does', () => {
  const one = lane('pull');
  const fates = ['handled', 'dead-lettered', 'lost', 'waiting'] as const;
  const rows = fates.map((fate, s): Row => {
    const { handledAt, receivedAt, deliveredAt, ...row } = rowOf({ lane: one.id, id: `m${s}`, sentAt: BEGAN + s * 1000, fate });
    return fate === 'handled' ? { ...row, handledAt, receivedAt, deliveredAt: BEGAN + 10_000 } : { ...row, mails: 0 };
  });
  expect(seriesOf(runOf(rows, {}, [one])).backlog[0]?.max.at(-1)).toBe(1);
});
