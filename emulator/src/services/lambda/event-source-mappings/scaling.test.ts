import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterError,
  afterThrottle,
  CEILING,
  ceiling,
  grown,
  IDLE,
  problemDelay,
  rested,
  STEP_MS,
  start,
  throttleDelay,
} from './scaling.ts';

describe('concurrency', () => {
  test('5 at the start, 300 a minute more, 1,250 after 249 s', () => {
    let current = start(undefined);
    expect(current).toBe(5);
    const at: Record<number, number> = { 0: current };
    for (let second = 1; second <= 260; second++) at[second] = current = grown(current, 100_000, undefined);
    expect(STEP_MS).toBe(1000);
    expect([at[1], at[60], at[248], at[249], at[260]]).toEqual([10, 305, 1245, CEILING, CEILING]);
  });

  test.each([
    ['no backlog', 5, 0, undefined, 5],
    ['three messages wait', 5, 3, undefined, 8],
    ['MaximumConcurrency 2', 2, 100, 2, 2],
    ['MaximumConcurrency 7', 5, 100, 7, 7],
  ])('%s', (_name, current, waiting, limit, expected) => expect(grown(current, waiting, limit)).toBe(expected));

  test('idle mappings keep 2 pollers; with MaximumConcurrency those of the start', () => {
    expect([5, 3, 2, 1].map((n) => rested(n, undefined))).toEqual([4, 2, 2, 1]);
    expect([9, 6, 5].map((n) => rested(n, 100))).toEqual([8, 5, 5]);
    expect(rested(2, 2)).toBe(2);
  });

  const state = fc.record({
    limit: fc.option(fc.integer({ min: 2, max: 1000 }), { nil: undefined }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  test('whatever happens, it stays between the idle minimum and the ceiling', () => {
    fc.assert(
      fc.property(state, fc.array(fc.oneof(fc.nat(1000), fc.constantFrom('rest', 'error', 'throttle'))), ({ limit }, steps) => {
        let current = start(limit);
        for (const step of steps) {
          const before = current;
          if (step === 'rest') current = rested(current, limit);
          else if (step === 'error') current = afterError(current, limit);
          else if (step === 'throttle') current = afterThrottle(current);
          else current = grown(current, step as number, limit);
          expect(current).toBeGreaterThanOrEqual(Math.min(IDLE, ceiling(limit)));
          expect(current).toBeLessThanOrEqual(ceiling(limit));
          if (typeof step === 'number') expect(current).toBeGreaterThanOrEqual(before);
          else expect(current).toBeLessThanOrEqual(before);
        }
      }),
    );
  });

  test('waits grow, to a bound', () => {
    expect([0, 1, 2, 10].map(throttleDelay)).toEqual([200, 400, 800, 5000]);
    expect([0, 1, 10].map(problemDelay)).toEqual([1000, 2000, 60_000]);
  });
});
