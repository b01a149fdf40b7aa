import { expect, test } from 'vitest';
import { idOf } from './case.ts';
import { DIFFERENCES, type Difference } from './differences.ts';
import { casesNamed } from './run.ts';
import { SUITE } from './suite.ts';
import { complaint } from './verdict.ts';

const declared: Difference[] = [
  { case: 'sqs/delay', target: 'localstack', does: 'a', documented: 'b', page: 'https://docs.aws.amazon.com/', sure: 'documented' },
];

test('a difference must be declared, and a declared one must still be there', () => {
  const differs = { id: 'sqs/delay', status: 'differs', message: 'came at once' } as const;
  const passes = { id: 'sqs/delay', status: 'pass' } as const;
  expect(complaint(differs, 'localstack', declared)).toBeUndefined();
  expect(complaint(differs, 'embedded', declared)).toContain('came at once');
  expect(complaint(passes, 'embedded', declared)).toBeUndefined();
  expect(complaint(passes, 'localstack', declared)).toContain('remove its line');
});

test('a difference that is there only sometimes may be there or not', () => {
  const sometimes = declared.map((one) => ({ ...one, sometimes: true as const }));
  expect(complaint({ id: 'sqs/delay', status: 'pass' }, 'localstack', sometimes)).toBeUndefined();
  expect(complaint({ id: 'sqs/delay', status: 'differs', message: 'came at once' }, 'localstack', sometimes)).toBeUndefined();
});

test('every declared difference names a case, once', () => {
  const ids = SUITE.map(idOf);
  expect(DIFFERENCES.filter((one) => !ids.includes(one.case))).toEqual([]);
  const keys = DIFFERENCES.map((one) => `${one.target} ${one.case}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test('every case has a name of its own, and an AWS page', () => {
  expect(new Set(SUITE.map(idOf)).size).toBe(SUITE.length);
  for (const { doc } of SUITE) expect(doc).toMatch(/^https:\/\/(docs\.aws\.amazon\.com|repost\.aws)\//);
});

test('cases are chosen by area or name; an unknown one is an error', () => {
  expect(casesNamed(['sqs/delay']).map(idOf)).toEqual(['sqs/delay']);
  expect(casesNamed(['urls']).every(({ area }) => area === 'urls')).toBe(true);
  expect(casesNamed([])).toBe(SUITE);
  expect(() => casesNamed(['sqs/nothing', 'urls'])).toThrow('sqs/nothing');
});
