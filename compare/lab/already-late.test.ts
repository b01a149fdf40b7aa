import { expect, test } from 'vitest';
import { alreadyLate } from './already-late.ts';

const late = (ms: number) => [0, 1, 2].map((i) => ({ intendedAt: i * 100, sentAt: i * 100 + ms }));

test('a generator in time, and a load of nothing, are no news', () => {
  expect(alreadyLate(late(50), 0)).toBeUndefined();
  expect(alreadyLate([], 0)).toBeUndefined();
});

test('one that is late is told at once: how late, where, and what to do', () => {
  expect(alreadyLate(late(51), 0)).toMatch(/already late, in the warm-up: 51.* ms .*lower --rate/);
  expect(alreadyLate(late(900), 1)).toMatch(/in repetition 1: 900/);
});
