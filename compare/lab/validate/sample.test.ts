import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sampleOf } from './sample.ts';

const few = fc.integer({ min: 0, max: 10 });

it('picks exactly so many of each kind, no message twice, the same for the same seed', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 30, max: 200 }), few, few, few, (seed, messages, swallow, poison, twice) => {
      const counts = { swallow, poison, twice };
      const picked = sampleOf(seed, messages, counts);
      for (const [kind, count] of Object.entries(counts)) expect([...picked.values()].filter((one) => one === kind)).toHaveLength(count);
      for (const index of picked.keys()) expect(index >= 0 && index < messages && Number.isInteger(index)).toBe(true);
      expect(sampleOf(seed, messages, counts)).toEqual(picked);
    }),
  );
});

it('refuses to pick more than there are', () => {
  expect(() => sampleOf(1, 3, { swallow: 2, poison: 1, twice: 1 })).toThrow('too few');
});
