import { expect, test } from 'vitest';
import { largest } from './measures.ts';

test('the largest of very many, of negative ones, of none', () => {
  expect(largest(Array.from({ length: 300_000 }, (_, n) => n))).toBe(299_999);
  expect(largest([-3, -1, -2])).toBe(-1);
  expect(largest([])).toBe(0);
});
