import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Arrivals, arrivalTimes } from './arrivals.ts';

const rates = fc.double({ min: 0.5, max: 500, noNaN: true });
const seeds = fc.integer({ min: 0, max: 100_000 });
const anyArrivals: fc.Arbitrary<Arrivals> = fc.oneof(
  fc.record({ kind: fc.constantFrom('constant' as const, 'poisson' as const), rate: rates }),
  fc.record({
    kind: fc.constant('burst' as const),
    rate: rates,
    times: fc.integer({ min: 1, max: 20 }),
    burstS: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ kind: fc.constant('ramp' as const), rate: rates, toRate: rates }),
  fc.record({
    kind: fc.constant('recorded' as const),
    atMs: fc.array(fc.nat(100_000), { minLength: 1, maxLength: 30 }).map((all) => all.sort((a, b) => a - b)),
  }),
);

describe('whatever the arrivals', () => {
  test('there are as many as asked for, none before the beginning, none before the one before, the same for the same seed', () => {
    fc.assert(
      fc.property(anyArrivals, fc.integer({ min: 1, max: 300 }), seeds, (arrivals, count, seed) => {
        const times = arrivalTimes(arrivals, count, seed);
        expect(times).toHaveLength(count);
        expect(times[0]).toBeGreaterThanOrEqual(0);
        expect(times.every((at, i) => Number.isFinite(at) && at >= (times[i - 1] ?? 0))).toBe(true);
        expect(arrivalTimes(arrivals, count, seed)).toEqual(times);
      }),
    );
  });
});

test('constant: at equal distances', () => {
  expect(arrivalTimes({ kind: 'constant', rate: 4 }, 4, 1)).toEqual([0, 250, 500, 750]);
});

test('poisson: at that rate on average, and as irregular as chance', () => {
  fc.assert(
    fc.property(rates, seeds, (rate, seed) => {
      const count = 4000;
      const times = arrivalTimes({ kind: 'poisson', rate }, count, seed);
      const gaps = times.slice(1).map((at, i) => (at - (times[i] as number)) * (rate / 1000));
      const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
      const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
      // six standard errors: 6 ÷ √4000, and three times that for the variance of an exponential
      expect(Math.abs(mean - 1)).toBeLessThan(0.095);
      expect(Math.abs(variance - 1)).toBeLessThan(0.29);
    }),
    { numRuns: 30 },
  );
});

test('poisson: another seed has other times', () => {
  const at = (seed: number) => arrivalTimes({ kind: 'poisson', rate: 5 }, 10, seed);
  expect(at(1)).not.toEqual(at(2));
});

test('burst: so many times the rate for so long, and as many before as after', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 2, max: 20 }), fc.integer({ min: 1, max: 4 }), (rate, times, burstS) => {
      const quietS = 5;
      const all = arrivalTimes({ kind: 'burst', rate, times, burstS }, rate * (2 * quietS + times * burstS), 1);
      const within = (from: number, to: number) => all.filter((at) => at >= from * 1000 - 1e-6 && at < to * 1000 - 1e-6).length;
      expect(Math.abs(within(0, quietS) - rate * quietS)).toBeLessThanOrEqual(1);
      expect(Math.abs(within(quietS, quietS + burstS) - rate * times * burstS)).toBeLessThanOrEqual(1);
    }),
  );
});

test('ramp: from one rate to the other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), (rate, toRate) => {
      const times = arrivalTimes({ kind: 'ramp', rate, toRate }, 1000, 1);
      const rateAt = (i: number) => 1000 / ((times[i + 1] as number) - (times[i] as number));
      expect(Math.abs(rateAt(0) - rate)).toBeLessThan(0.1);
      expect(Math.abs(rateAt(500) - (rate + toRate) / 2)).toBeLessThan(0.1);
      expect(Math.abs(rateAt(998) - toRate)).toBeLessThan(0.1);
    }),
  );
});

test('recorded: as they came, and from the beginning again, without two at the seam', () => {
  expect(arrivalTimes({ kind: 'recorded', atMs: [0, 100, 300] }, 7, 1)).toEqual([0, 100, 300, 450, 550, 750, 900]);
});
