import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wrapped } from './wrap.ts';

const wrap = (line: string, hang: number, width: number) => wrapped(line, width, hang).join('\n');

it('leaves a line alone that fits', () => {
  expect(wrap('  two  columns', 4, 14)).toBe('  two  columns');
});

it('goes on below, so far in', () => {
  expect(wrap('  one two three four', 4, 10)).toBe('  one two\n    three\n    four');
});

it('keeps every word in its order, and no line longer than it may be unless a word is', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(words, fc.nat(8), fc.integer({ min: 21, max: 60 }), (text, hang, width) => {
      const lines = wrap(`  ${text.join(' ')}`, hang, width).split('\n');
      expect(lines.join(' ').trim().split(/ +/)).toEqual(text);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    }),
  );
});
