import { expect, it } from 'vitest';
import { until } from './until.ts';

const patience = { what: '5 s (virtual) in vain for this: the end', limitMs: 20, lookMs: 10_000, signal: new AbortController().signal };

it('answers what is found in the end', async () => {
  let looks = 0;
  expect(await until(async () => ++looks === 3 && 'found', { ...patience, limitMs: 10_000 })).toBe('found');
});

it('ends when the time is over, and says for what it waited', async () => {
  await expect(until(async () => undefined, patience)).rejects.toThrow('Waited 5 s (virtual) in vain for this: the end');
});

it('ends though a look never does', async () => {
  const hangs = () => new Promise<never>(() => {});
  await expect(until(hangs, { ...patience, lookMs: 5 })).rejects.toThrow('the last look took more than 0.005 s');
});

it('fails as a look does, and ends with the run', async () => {
  await expect(until(() => Promise.reject(new Error('no such output')), patience)).rejects.toThrow('no such output');
  const run = new AbortController();
  const hung = until(() => new Promise<never>(() => {}), { ...patience, signal: run.signal });
  run.abort(new Error('interrupted'));
  await expect(hung).rejects.toThrow(/abort/i);
});
