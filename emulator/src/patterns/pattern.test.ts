import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileFilterPolicy } from './filter-policy.ts';
import { compilePattern } from './pattern.ts';

describe('event patterns', () => {
  test.each<[string, object, unknown, boolean]>([
    ['exact', { a: ['x', 'y'] }, { a: 'y' }, true],
    ['exact differs by type', { a: [1] }, { a: '1' }, false],
    ['null', { a: [null] }, { a: null }, true],
    ['null is not absent', { a: [null] }, {}, false],
    ['any element of an array', { a: ['x'] }, { a: ['w', 'x'] }, true],
    ['nested', { a: { b: [1] } }, { a: { b: 1 } }, true],
    ['one element of an array of objects satisfies all', { a: { b: [1], c: [2] } }, { a: [{ b: 1 }, { b: 1, c: 2 }] }, true],
    ['fields spread over elements do not match', { a: { b: [1], c: [2] } }, { a: [{ b: 1 }, { c: 2 }] }, false],
    ['prefix', { a: [{ prefix: 'eu-' }] }, { a: 'eu-west-1' }, true],
    ['prefix without case', { a: [{ prefix: { 'equals-ignore-case': 'EU-' } }] }, { a: 'eu-west-1' }, true],
    ['suffix', { a: [{ suffix: '.png' }] }, { a: 'b.jpg' }, false],
    ['equals-ignore-case', { a: [{ 'equals-ignore-case': 'Bob' }] }, { a: 'bOB' }, true],
    ['anything-but', { a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' }, true],
    ['anything-but one', { a: [{ 'anything-but': 'x' }] }, { a: 'x' }, false],
    ['anything-but needs the field', { a: [{ 'anything-but': 'x' }] }, {}, false],
    ['anything-but prefix', { a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'xy' }, false],
    ['anything-but wildcards', { a: [{ 'anything-but': { wildcard: ['*x', 'y*'] } }] }, { a: 'ab' }, true],
    ['numeric', { a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 5 }, true],
    ['numeric out of range', { a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 0 }, false],
    ['numeric of a string', { a: [{ numeric: ['=', 5] }] }, { a: '5' }, false],
    ['exists', { a: [{ exists: true }] }, { a: false }, true],
    ['exists looks at leaves', { a: [{ exists: true }] }, { a: { b: 1 } }, false],
    ['exists false', { a: [{ exists: false }] }, {}, true],
    ['exists false below an absent parent', { a: { b: [{ exists: false }] } }, {}, true],
    ['exists false or a value', { a: [{ exists: false }, 'x'] }, { a: 'y' }, false],
    ['wildcard', { a: [{ wildcard: 'in/*/x*.png' }] }, { a: 'in/dir/x1.png' }, true],
    ['wildcard pieces do not overlap', { a: [{ wildcard: 'ab*ba' }] }, { a: 'aba' }, false],
    ['wildcard escaped', { a: [{ wildcard: 'a\\*b' }] }, { a: 'axb' }, false],
    ['cidr', { a: [{ cidr: '10.0.0.0/24' }] }, { a: '10.0.0.255' }, true],
    ['cidr outside', { a: [{ cidr: '10.0.0.0/24' }] }, { a: '10.0.1.0' }, false],
    ['cidr of six', { a: [{ cidr: '2001:db8::/32' }] }, { a: '2001:db8::1' }, true],
    ['cidr of no address', { a: [{ cidr: '10.0.0.0/8' }] }, { a: 'ten' }, false],
    ['$or', { a: [1], $or: [{ b: [2] }, { c: [{ numeric: ['>', 3] }] }] }, { a: 1, c: 4 }, true],
    ['$or with the rest', { a: [1], $or: [{ b: [2] }, { c: [3] }] }, { a: 2, b: 2 }, false],
    ['a dotted name in the pattern', { 'a.b': ['x'] }, { a: { b: 'x' } }, true],
    ['a dotted name in the event', { a: { b: { c: ['x'] } } }, { 'a.b': { c: 'x' } }, true],
    ['a dotted name in both', { 'a.b': [{ exists: true }] }, { 'a.b': 1 }, true],
    ['a dotted name that leads elsewhere', { 'a.b': ['x'] }, { 'a.c': 'x' }, false],
    ['inherited names are not fields', { toString: [{ exists: true }] }, {}, false],
  ])('%s', (_name, pattern, value, expected) => {
    expect(compilePattern(pattern)(value)).toBe(expected);
    expect(compilePattern(JSON.stringify(pattern))(value)).toBe(expected);
  });

  test.each<[unknown, RegExp]>([
    [{}, /Empty objects/],
    [{ a: [] }, /Empty arrays are not allowed/],
    [{ a: 'x' }, /"a" must be an object or an array/],
    [{ a: [['x']] }, /Match value must be String, number, true, false, or null/],
    [{ a: [{ like: 'x' }] }, /Unrecognized match type like/],
    [{ a: [{ prefix: 'x', suffix: 'y' }] }, /Only one key allowed/],
    [{ a: [{ prefix: 1 }] }, /prefix match pattern must be a string/],
    [{ a: [{ exists: 'no' }] }, /exists match pattern must be either true or false/],
    [{ a: [{ numeric: ['>', 5, '<', 1] }] }, /Bottom must be less than top/],
    [{ a: [{ numeric: ['<>', 5] }] }, /Unrecognized numeric range operator/],
    [{ a: [{ numeric: ['<', '5'] }] }, /Value of < must be numeric/],
    [{ a: [{ wildcard: 'a**' }] }, /Consecutive wildcard characters/],
    [{ a: [{ wildcard: 'ab**' }] }, /Consecutive wildcard characters at pos 3/],
    [{ a: [{ cidr: '10.0.0.0/40' }] }, /Malformed CIDR/],
    [{ a: [{ cidr: '10.0.0.0' }] }, /Malformed CIDR, one '\/' required/],
    [{ a: [{ cidr: '10.0.0.0/x' }] }, /mask bits must be an integer/],
    [{ a: [{ cidr: 'ten/8' }] }, /Nonstandard IP address: ten/],
    [{ a: [{ 'anything-but': null }] }, /Value of anything-but must be an array or single string\/number value/],
    [{ a: [{ 'anything-but': ['x', null] }] }, /Inside anything but list/],
    [{ a: [{ 'anything-but': { prefix: 1 } }] }, /prefix\/suffix match pattern must be a string/],
    [{ a: [{ 'anything-but': { suffix: '' } }] }, /Null prefix\/suffix not allowed/],
    [{ a: [{ 'anything-but': { prefix: { 'equals-ignore-case': 'x' } } }] }, /Value of anything-but must be/],
    [{ a: [{ 'anything-but': { 'equals-ignore-case': [1] } }] }, /Inside anything-but\/equals-ignore-case list/],
    [{ a: [{ 'anything-but': { numeric: ['=', 1] } }] }, /Unsupported anything-but pattern: numeric/],
    ['{', /JSON/],
  ])('refuses %j', (pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(message);
  });

  test('a wildcard matches what a regular expression of it matches', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '*'), { maxLength: 8 }).map((chars) => chars.join('').replace(/\*+/g, '*'));
    const values = fc.array(fc.constantFrom('a', 'b'), { maxLength: 12 }).map((chars) => chars.join(''));
    fc.assert(
      fc.property(letters, values, (wildcard, value) => {
        const expected = new RegExp(`^${wildcard.replaceAll('*', '.*')}$`).test(value);
        expect(compilePattern({ a: [{ wildcard }] })({ a: value })).toBe(expected);
      }),
    );
  });
});

describe('filter policies', () => {
  const attributes = {
    kind: { DataType: 'String', StringValue: 'share' },
    size: { DataType: 'Number', StringValue: '12.5' },
    tags: { DataType: 'String.Array', StringValue: '["a", null, 3]' },
    raw: { DataType: 'Binary' },
  };
  const lets = (policy: object) => compileFilterPolicy(policy, 'MessageAttributes')({ body: '{}', attributes });

  test('look at attributes by their type', () => {
    expect(lets({ kind: ['share'] })).toBe(true);
    expect(lets({ size: [{ numeric: ['>', 12] }] })).toBe(true);
    expect(lets({ size: ['12.5'] })).toBe(false);
    expect(lets({ tags: [3] })).toBe(true);
    expect(lets({ raw: [{ exists: true }] })).toBe(false);
    expect(lets({ gone: [{ exists: false }] })).toBe(true);
    expect(lets({ kind: ['share'], size: [1] })).toBe(false);
    expect(lets({})).toBe(true);
  });

  test('look into a JSON body, and take nothing else', () => {
    const filter = compileFilterPolicy({ photo: { owner: [{ prefix: 'a' }] } }, 'MessageBody');
    expect(filter({ body: '{"photo":{"owner":"ann"}}', attributes: {} })).toBe(true);
    expect(filter({ body: '{"photo":{"owner":"bob"}}', attributes: {} })).toBe(false);
    expect(filter({ body: 'ann', attributes: {} })).toBe(false);
    expect(filter({ body: '"ann"', attributes: {} })).toBe(false);
  });

  test('have limits', () => {
    const six = Object.fromEntries([...'abcdef'].map((key) => [key, ['x']]));
    expect(() => compileFilterPolicy(six, 'MessageBody')).toThrow('more than 5 keys');
    const many = Array.from({ length: 13 }, (_, i) => `${i}`);
    expect(() => compileFilterPolicy({ a: many, b: many }, 'MessageBody')).toThrow('too complex');
    expect(() => compileFilterPolicy({ a: { b: ['x'] } }, 'MessageAttributes')).toThrow('does not support nested');
    expect(() => compileFilterPolicy('{', 'MessageBody')).toThrow('failed to parse JSON');
  });
});
