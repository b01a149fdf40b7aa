import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_STEP_S, stepSeconds } from './retry-later.ts';

test('the ladder', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map((receives) => stepSeconds(receives, () => 0))).toEqual([2, 4, 8, 16, 32, 60, 60]);
});

test('a step is never none, never longer than the longest, and never less than half of what it would be', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), chance, (receives, random) => {
      const seconds = stepSeconds(receives, () => random);
      expect(seconds).toBeGreaterThanOrEqual(Math.min(LONGEST_STEP_S, 2 ** receives) / 2);
      expect(seconds).toBeLessThanOrEqual(Math.min(LONGEST_STEP_S, 2 ** receives));
      expect(Number.isInteger(seconds)).toBe(true);
    }),
  );
});
