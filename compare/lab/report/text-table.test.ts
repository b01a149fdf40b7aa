import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapped } from '../../report/wrap.ts';
import { textTable } from './text-table.ts';

const paint = (_: unknown, text: string) => text;
const group = (name: string, columns: number) => ({
  head: ['', ...Array.from({ length: columns }, (_, i) => `${name}${i}`)],
  rows: [['one', ...Array.from({ length: columns }, (_, i) => String(i))]],
});

test('groups stand beside one another while there is room, and below with the names again where there is none', () => {
  expect(textTable({ groups: [group('a', 2), group('b', 1)], width: 80, paint })).toEqual(['     a0  a1  b0', 'one   0   1   0']);
  expect(textTable({ groups: [group('a', 2), group('b', 1)], width: 13, paint })).toEqual([
    ...['     a0  a1', 'one   0   1', ''],
    ...['     b0', 'one   0'],
  ]);
});

test('a group that is too wide by itself is broken between its columns', () => {
  expect(textTable({ groups: [group('a', 3)], width: 11, paint })).toEqual(['     a0  a1', 'one   0   1', '', '     a2', 'one   2']);
});

test('text is broken between words: none is lost, no line is too long', () => {
  const word = fc.stringMatching(/^[a-z]{1,12}$/);
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 20, max: 60 }),
      fc.integer({ min: 0, max: 6 }),
      (words, width, hang) => {
        const lines = wrapped(words.join(' '), width, hang);
        expect(lines.join(' ').split(/ +/)).toEqual(words);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        for (const line of lines.slice(1)) expect(line.startsWith(' '.repeat(hang))).toBe(true);
      },
    ),
  );
});
