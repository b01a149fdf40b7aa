import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePattern } from './pattern.ts';

/**
 * Patterns against a naive reading of the same words: both sides are flattened to paths, `$or` is multiplied out, and every operator
 * is the plainest thing that could be it. Only arrays of simple values: what arrays of objects mean stands in the table.
 */
type Simple = string | number | boolean | null;
type Leaf = Simple | Record<string, unknown>;

const words = fc.constantFrom('a', 'b', 'ab', 'Ab', 'ba', 'aab', '');
const numbers = fc.constantFrom(-1, 0, 1, 2.5, 10);
const simple: fc.Arbitrary<Simple> = fc.oneof(words, numbers, fc.boolean(), fc.constant(null));
const bounds = fc.oneof(
  fc.tuple(fc.constantFrom('=', '<', '<=', '>', '>='), numbers),
  fc.tuple(fc.constantFrom('>', '>='), fc.constantFrom(-1, 0), fc.constantFrom('<', '<='), fc.constantFrom(1, 10)),
);
const filled = words.filter((word) => word !== '');
const some = <T>(one: fc.Arbitrary<T>) => fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 2 }));
const matcher: fc.Arbitrary<Leaf> = fc.oneof(
  simple,
  words.map((prefix) => ({ prefix })),
  words.map((suffix) => ({ suffix })),
  words.map((word) => ({ prefix: { 'equals-ignore-case': word } })),
  words.map((word) => ({ 'equals-ignore-case': word })),
  fc.boolean().map((exists) => ({ exists })),
  bounds.map((numeric) => ({ numeric })),
  some(fc.oneof(words, numbers)).map((but) => ({ 'anything-but': but })),
  fc
    .tuple(fc.constantFrom('prefix', 'suffix', 'equals-ignore-case'), some(filled))
    .map(([name, but]) => ({ 'anything-but': { [name]: but } })),
);
const leaves = fc.array(matcher, { minLength: 1, maxLength: 3 });
const keys = fc.constantFrom('x', 'y', 'z');
const fields = fc.dictionary(keys, fc.oneof(leaves, fc.dictionary(keys, leaves, { minKeys: 1, maxKeys: 2 })), { minKeys: 1, maxKeys: 2 });
const pattern = fc.oneof(
  fields,
  fc.tuple(fields, fc.array(fields, { minLength: 2, maxLength: 3 })).map(([one, $or]) => ({ ...one, $or })),
);
const value = fc.oneof(simple, fc.array(simple, { maxLength: 3 }));
const event = fc.dictionary(keys, fc.oneof(value, fc.dictionary(keys, value, { maxKeys: 3 })), { maxKeys: 3 });

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function flat(value: Record<string, unknown>, path = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([key, inner]): [string, unknown][] =>
    isObject(inner) ? flat(inner, `${path}/${key}`) : [[`${path}/${key}`, inner]],
  );
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const COMPARE: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function holds(entry: unknown, value: unknown): boolean {
  if (!isObject(entry)) return entry === value;
  const [name, operand] = Object.entries(entry)[0] as [string, unknown];
  if (name === 'anything-but') return !list(isObject(operand) ? negated(operand) : operand).some((one) => holds(one, value));
  if (name === 'numeric') {
    const [a, b, c, d] = operand as [string, number, string?, number?];
    return typeof value === 'number' && COMPARE[a]?.(value, b) === true && (c === undefined || COMPARE[c]?.(value, d as number) === true);
  }
  if (typeof value !== 'string') return false;
  if (isObject(operand)) return holds({ [name]: String(operand['equals-ignore-case']).toLowerCase() }, value.toLowerCase());
  if (name === 'prefix') return value.slice(0, String(operand).length) === operand;
  if (name === 'suffix') return operand === '' || value.slice(-String(operand).length) === operand;
  return value.toLowerCase() === String(operand).toLowerCase();
}

const negated = (operand: Record<string, unknown>) =>
  Object.entries(operand).flatMap(([name, given]) => list(given).map((one) => ({ [name]: one })));

function oracle(pattern: Record<string, unknown>, event: Record<string, unknown>): boolean {
  const { $or, ...rest } = pattern;
  if ($or)
    return ($or as Record<string, unknown>[]).some((one) => oracle(one, event)) && (Object.keys(rest).length === 0 || oracle(rest, event));
  const there = new Map(flat(event));
  return flat(rest).every(([path, entries]) => {
    const values = there.has(path) ? list(there.get(path)) : [];
    return list(entries).some((entry) =>
      isObject(entry) && 'exists' in entry ? entry.exists === values.length > 0 : values.some((one) => holds(entry, one)),
    );
  });
}

test('a pattern matches what a naive reading of it matches', () => {
  let matched = 0;
  fc.assert(
    fc.property(pattern, event, (pattern, event) => {
      const expected = oracle(pattern, event);
      if (expected) matched++;
      expect(compilePattern(pattern)(event)).toBe(expected);
    }),
    { numRuns: 3000 },
  );
  // The two sides of the test are both tried, not only the one that is easy to hit.
  expect(matched).toBeGreaterThan(100);
  expect(matched).toBeLessThan(2900);
});
