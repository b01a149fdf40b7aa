import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrivalTimes } from './arrivals.ts';
import { interleave } from './interleave.ts';

const cases = fc.record({ count: fc.integer({ min: 1, max: 80 }), lanes: fc.integer({ min: 1, max: 12 }), seed: fc.nat(1000) });

test('every lane has every message once, in order, each at or after its time and before the next', () => {
  fc.assert(
    fc.property(cases, ({ count, lanes, seed }) => {
      const times = arrivalTimes({ kind: 'poisson', rate: 10 }, count, seed);
      const turns = interleave(times, lanes, seed);
      expect(turns.every(({ atMs }, i) => atMs >= (turns[i - 1]?.atMs ?? 0))).toBe(true);
      for (let lane = 0; lane < lanes; lane++) {
        const own = turns.filter((turn) => turn.lane === lane);
        expect(own.map(({ index }) => index)).toEqual(times.map((_, index) => index));
        for (const { index, atMs } of own) {
          expect(atMs).toBeGreaterThanOrEqual(times[index] as number);
          expect(atMs).toBeLessThanOrEqual(times[index + 1] ?? Number.POSITIVE_INFINITY);
        }
      }
    }),
  );
});

test.each([2, 3, 5])('%d lanes: the mean pause before a message is the same for each, by whichever seed', (lanes) => {
  const pauses = Array.from({ length: lanes }, () => ({ sum: 0, count: 0 }));
  for (let seed = 0; seed < 40; seed++) {
    // as run-experiment.ts does: one seed for both
    const turns = interleave(arrivalTimes({ kind: 'poisson', rate: 10 }, 1000, seed), lanes, seed);
    for (const [i, { lane, atMs }] of turns.entries()) {
      const before = turns[i - 1];
      const pause = pauses[lane] as { sum: number; count: number };
      if (before === undefined) continue;
      pause.sum += atMs - before.atMs;
      pause.count++;
    }
  }
  const means = pauses.map(({ sum, count }) => sum / count);
  const all = means.reduce((sum, mean) => sum + mean, 0) / lanes;
  for (const mean of means) expect(Math.abs(mean / all - 1)).toBeLessThan(0.03);
});

test('a load of one message: no lane shares its instant with another', () => {
  expect(interleave([0], 4, 1).map(({ atMs }) => atMs)).toEqual([0, 100, 200, 300]);
});

test('no lane is always the first of its round', () => {
  const times = arrivalTimes({ kind: 'constant', rate: 10 }, 200, 1);
  const rounds = Map.groupBy(interleave(times, 4, 1), ({ index }) => index);
  const first = [...rounds.values()].map((turns) => turns[0]?.lane as number);
  const counts = Map.groupBy(first, (lane) => lane);
  for (let lane = 0; lane < 4; lane++) expect(counts.get(lane)?.length).toBeGreaterThan(25);
});
