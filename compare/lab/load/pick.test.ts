import fc from 'fast-check';
import { expect, test } from 'vitest';
import { picked } from './pick.ts';

const shares = fc.double({ min: 0, max: 1, noNaN: true });
const seeds = fc.nat(1_000_000);
const indexes = (count: number) => Array.from({ length: count }, (_, index) => index);

test('as many as the share says, of every length', () => {
  fc.assert(
    fc.property(seeds, shares, fc.integer({ min: 1, max: 50 }), (seed, share, blocks) => {
      const count = indexes(blocks * 10).filter((index) => picked(seed, index, share)).length;
      expect(Math.abs(count - blocks * 10 * share)).toBeLessThanOrEqual(0.5 + 1e-9);
    }),
  );
});

test('none of 0, all of 1', () => {
  fc.assert(
    fc.property(seeds, fc.nat(10_000), (seed, index) => {
      expect(picked(seed, index, 0)).toBe(false);
      expect(picked(seed, index, 1)).toBe(true);
    }),
  );
});

test('the same ones for the same seed, others for another, at places that keep no step with batches', () => {
  const places = (seed: number) => indexes(200).filter((index) => picked(seed, index, 0.1));
  expect(places(1)).toEqual(places(1));
  expect(places(1)).not.toEqual(places(2));
  expect(new Set(places(1).map((index) => index % 10)).size).toBeGreaterThan(5);
});
