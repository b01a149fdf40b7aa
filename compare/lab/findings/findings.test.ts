import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lane, laneSettingsSchema } from '../lane.ts';
import { arrivalTimes } from '../load/arrivals.ts';
import { BEGAN, rowOf, runOf } from '../testing.ts';
import { mostWithin, peakAtProvider, peakOverlap, peakUnderWay } from './at-once.ts';
import { faultWindow } from './fault-window.ts';
import { inversionsOf } from './inversions.ts';
import { limitAtProvider } from './limit.ts';
import { saturationOf } from './saturation.ts';

describe('how many at once', () => {
  test('as counted at every beginning', () => {
    const intervals = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 20 })).map(([from, ms]) => [from, from + ms] as const));
    fc.assert(
      fc.property(intervals, (all) => {
        const counted = all.map(([at]) => all.filter(([from, to]) => from <= at && at < to).length);
        expect(peakOverlap(all)).toBe(Math.max(0, ...counted));
      }),
    );
  });

  test('one that ends as another begins is not with it', () => {
    expect(
      peakOverlap([
        [0, 5],
        [5, 9],
      ]),
    ).toBe(1);
  });

  test('within a second, as counted from every time on', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000)), (times) => {
        const counted = times.map((from) => times.filter((at) => at >= from && at < from + 1000).length);
        expect(mostWithin(times, 1000)).toBe(Math.max(0, ...counted));
      }),
    );
  });

  test('repetitions are not added up, and what never arrived stays under way', () => {
    const rows = [1, 2].map((repetition) => rowOf({ lane: 'Push', repetition }));
    expect(peakAtProvider(rows)).toBe(1);
    const { deliveredAt: _, ...stuck } = rowOf({ lane: 'Push', fate: 'waiting', mails: 0 });
    expect(peakUnderWay([stuck, rowOf({ lane: 'Push', sentAt: BEGAN + 60_000 })])).toBe(2);
    expect(peakUnderWay([{ ...stuck, accepted: false }])).toBe(0);
  });
});

describe('the rate from which on messages wait', () => {
  /** One server that takes so long for each message: it can do `1000 / ms` a second. */
  const served = (ms: number, refuseAbove = Number.POSITIVE_INFINITY) => {
    let free = 0;
    const times = arrivalTimes({ kind: 'ramp', rate: 2, toRate: 40 }, 120, 1);
    return times.map((at, i) => {
      const sentAt = BEGAN + at;
      free = Math.max(free, sentAt) + ms;
      const refused = i > 0 && 1000 / (at - (times[i - 1] as number)) > refuseAbove;
      return rowOf({
        lane: 'Push',
        sentAt,
        intendedAt: sentAt,
        deliveredAt: free,
        ...(refused ? { fate: 'refused', accepted: false } : {}),
      });
    });
  };

  test.each([[5], [10], [20]])('%d a second', (rate) => {
    const found = saturationOf(served(1000 / rate));
    expect(found?.by).toBe('waiting');
    expect(found?.rate).toBeGreaterThan(rate * 0.7);
    expect(found?.rate).toBeLessThan(rate * 1.3 + 1);
  });

  test('none where everything is done in time', () => {
    expect(saturationOf(served(1))).toBeUndefined();
  });

  test('where some wait long, and most as short as ever', () => {
    const rows = served(1).map((row, i) => (i >= 60 && i % 3 === 0 ? { ...row, deliveredAt: row.sentAt + 4000 } : row));
    // the sixtieth of 120 is sent at half of the ramp
    expect(saturationOf(rows)?.rate).toBeCloseTo(21, -1);
  });

  test('where messages are refused', () => {
    expect(saturationOf(served(1, 25))).toMatchObject({ by: 'refused', rate: expect.closeTo(25, -1) });
  });
});

describe('messages that were overtaken', () => {
  const at = (sequence: number, handedOverAt: number, receivedAt: number) =>
    rowOf({ lane: 'Fifo', group: 'a', sequence, handedOverAt, acknowledgedAt: handedOverAt + 5, receivedAt });

  test('are those that arrived after one that was handed over when they had been confirmed', () => {
    expect(inversionsOf([at(0, 0, 100), at(1, 10, 50), at(2, 20, 110)])).toEqual({ overtaken: 1, ordered: 2 });
  });

  test('two that were under way at once have no order', () => {
    expect(inversionsOf([at(0, 0, 100), at(1, 4, 50)])).toEqual({ overtaken: 0, ordered: 0 });
  });

  test('nor have two of different groups, repetitions or consumers', () => {
    const [first, second] = [at(0, 0, 100), at(1, 10, 50)];
    for (const other of [{ group: 'b' }, { repetition: 2 }, { copy: 1 }])
      expect(inversionsOf([first, { ...second, ...other }])).toEqual({ overtaken: 0, ordered: 0 });
  });

  test('an order that was kept has none, whatever the distances', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 20 }), (gaps) => {
        let time = 0;
        const rows = gaps.map((gap, i) => at(i, (time += gap), 1000 + i));
        expect(inversionsOf(rows).overtaken).toBe(0);
      }),
    );
  });
});

test('who protects the provider', () => {
  const settings = (more: object) => laneSettingsSchema.parse(more);
  expect(limitAtProvider('push', settings({}))).toEqual({});
  expect(limitAtProvider('pull', settings({}))).toEqual({});
  expect(limitAtProvider('pull', settings({ maximumConcurrency: 2 }))).toEqual({ places: 20, by: 'MaximumConcurrency 2 × batches of 10' });
  expect(limitAtProvider('pull', settings({ maximumConcurrency: 5, reservedConcurrency: 3, batchSize: 1 }))).toEqual({
    places: 3,
    by: 'ReservedConcurrency 3',
  });
  expect(limitAtProvider('push', settings({ reservedConcurrency: 2, maximumConcurrency: 2 }))).toMatchObject({
    places: 2,
    by: 'ReservedConcurrency 2',
  });
  expect(limitAtProvider('worker', settings({ workers: 3, workerConcurrency: 4 }))).toMatchObject({ places: 12 });
});

test("a fault's time is that of the row's own load", () => {
  const lanes = [lane('push'), lane('pull')];
  const rows = lanes.map(({ id }) => rowOf({ lane: id }));
  const faults = [{ what: 'the provider is down', fromS: 2, untilS: 5 }];
  const loads = [
    { repetition: 1, lanes: ['Pull'] },
    { repetition: 1, lanes: ['Push'] },
  ];
  const run = runOf(rows, { faults, loads, beganAt: [BEGAN, BEGAN + 60_000] }, lanes);
  expect(rows.map((row) => faultWindow(run, row))).toEqual([
    { from: BEGAN + 62_000, until: BEGAN + 65_000 },
    { from: BEGAN + 2000, until: BEGAN + 5000 },
  ]);
  expect(faultWindow(runOf(rows, {}, lanes), rows[0] as (typeof rows)[number])).toBeUndefined();
});
