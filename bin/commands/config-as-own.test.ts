import { expect, test } from 'vitest';
import { configAsOwn } from './config-as-own.ts';

const asked = (line: string) =>
  configAsOwn(['node', 'pushpull', ...line.split(' ')])
    .slice(2)
    .join(' ');

test.each([
  ['compare --config my.json', 'compare own my.json'],
  ['compare --config=my.json --json', 'compare own my.json --json'],
  ['compare --yes --config my.json --out there', 'compare own my.json --yes --out there'],
  // nothing else is touched
  ['compare rest --modes push', 'compare rest --modes push'],
  ['compare rest --config my.json', 'compare rest --config my.json'],
  ['compare --help', 'compare --help'],
  ['deploy --config my.json', 'deploy --config my.json'],
])('%s', (line, meant) => {
  expect(asked(line)).toBe(meant);
});
