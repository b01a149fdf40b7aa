import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { experiment as identical } from '../experiments/identical.ts';
import { experiment as validate } from '../experiments/validate.ts';
import { MEASURES, MOST_LATE_MS } from '../figures.ts';
import { COLUMNS } from '../row.ts';
import { binomialBounds } from './binomial.ts';

const page = readFileSync(new URL('../../../docs/lab/method.md', import.meta.url), 'utf8');

it('docs/lab/method.md names every column of the rows, and no other', () => {
  const table = page.slice(page.indexOf('| column |'), page.indexOf('## Is the lab itself right?'));
  const named = table
    .split('\n')
    .slice(2)
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect([...named].sort()).toEqual([...COLUMNS].sort());
});

it('docs/lab/method.md has the measures, the limits and the defaults as they are in the code', () => {
  for (const measure of Object.keys(MEASURES)) expect(page).toContain(`| ${measure} |`);
  expect(page).toContain(`above ${MOST_LATE_MS} ms at the 99th percentile`);
  const { handlerMs, latencyMs, toleranceMs, delayS, swallow, poison, twice } = validate.knobs.parse({});
  expect(page).toContain(`${handlerMs} ms in a handler, ${latencyMs} ms at the provider`);
  expect(page).toContain(`within ${toleranceMs} ms`);
  expect([delayS, swallow, poison, twice]).toEqual([1, 3, 2, 2]);
  const { runs, messages } = identical.knobs.parse({});
  expect([runs, messages]).toEqual([100, 8]);
  const { low, high } = binomialBounds(runs as number, 0.05);
  expect(page).toContain(`${low} to ${high} is what chance makes of it`);
});
