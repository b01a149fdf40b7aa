import { expect, test } from 'vitest';
import { duration } from './format.ts';

test.each([
  [undefined, '–'],
  [3.21, '3.2 ms'],
  [9.96, '10 ms'],
  [48, '48 ms'],
  [999.6, '1.00 s'],
  [1240, '1.24 s'],
  [9996, '10.0 s'],
  [123_000, '2 min 3 s'],
  [179_700, '3 min 0 s'],
])('%d ms is %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});
