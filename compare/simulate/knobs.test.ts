import { describe, expect, it } from 'vitest';
import { type Knobs, modesNamed, settingsFrom } from './knobs.ts';
import { at } from './quantiles.ts';
import { predictionText } from './report/prediction.ts';
import { simulationText } from './report/text.ts';
import { MOST_SHARES, run, sharesOf } from './run.ts';

const knobs: Knobs = {
  rate: 20,
  providerMs: 100,
  errorRate: 0,
  batch: 10,
  window: 0,
  accountConcurrency: 1000,
  memory: 512,
  workers: 10,
  dlq: true,
  seed: 1,
};

describe('knobs', () => {
  it('refuse what AWS refuses', () => {
    expect(() => settingsFrom({ ...knobs, batch: 11 })).toThrow('--window 1');
    expect(settingsFrom({ ...knobs, batch: 11, window: 1 }).mapping).toEqual({ batchSize: 11, maximumBatchingWindowMs: 1000 });
    for (const wrong of [{ memory: 64 }, { window: 301 }, { batch: 10_001, window: 1 }, { concurrency: -1 }])
      expect(() => settingsFrom({ ...knobs, ...wrong }), JSON.stringify(wrong)).toThrow('so has AWS');
    expect(() => settingsFrom({ ...knobs, concurrency: 901 })).toThrow('100 of the account');
    expect(settingsFrom({ ...knobs, concurrency: 900 }).lambda.reservedConcurrency).toBe(900);
  });

  it('put an outage and a burst into the middle', () => {
    const { load, provider } = settingsFrom({ ...knobs, down: 30, burst: 10 });
    expect(load).toMatchObject({ durationMs: 90_000, burst: { times: 10, fromMs: 37_500, toMs: 52_500 } });
    expect(provider.down).toEqual({ fromMs: 30_000, toMs: 60_000 });
    expect(sharesOf(settingsFrom({ ...knobs, down: 30, burst: 10 }))).toBe(20 * 75 + 200 * 15);
  });

  it("are the provider's median, and five times that its p99", () => {
    const { ms } = settingsFrom({ ...knobs, providerMs: 200 }).provider;
    expect([at(ms, 0.5), at(ms, 0.99)]).toEqual([200, 1000]);
  });

  it('name modes, and say which there are', () => {
    expect(modesNamed('push, pull').map(({ name }) => name)).toEqual(['push', 'pull']);
    expect(modesNamed(undefined)).toHaveLength(10);
    expect(() => modesNamed('pusch')).toThrow(/There is no mode pusch. These are: sync, async, push, pull/);
  });
});

it('follows shares one by one up to a limit, beyond it if asked to', () => {
  const large = settingsFrom({ ...knobs, rate: MOST_SHARES });
  const small = settingsFrom({ ...knobs, rate: 1, for: 5 });
  const [mode] = modesNamed('sync');
  if (mode === undefined) throw new Error('sync');
  expect(run(mode, large).method).toBe('fluid');
  expect([run(mode, small).method, run(mode, small, true).method]).toEqual(['simulated', 'simulated']);
});

it('is a table that fits a terminal, with a verdict a mode that names the limit met first', () => {
  const settings = settingsFrom({ ...knobs, rate: 300, for: 20, down: 5, concurrency: 10 });
  const outcomes = modesNamed(undefined).map((mode) => run(mode, settings));
  const text = simulationText(outcomes, settings, false);
  const [table = ''] = text.split('\ntrigger:');
  expect(
    Math.max(
      ...table
        .split('\n')
        .slice(1)
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(100);
  expect(text).toMatch(/push +.*\n +First to be met: reserved concurrency 10, after/);
  expect(text).toMatch(/fifo +.*\n +First to be met/);
});

it('prints lines of a hundred columns, however much there is to say', () => {
  const settings = settingsFrom({ ...knobs, rate: 1e9 / 86_400, for: 60 });
  const outcomes = modesNamed('push,pull').map((mode) => run(mode, settings));
  const text = `${simulationText(outcomes, settings, false)}\n${predictionText(outcomes)}`;
  expect(text.split('\n').filter(({ length }) => length > 100)).toEqual([]);
  expect(text).toContain('mails/s: those sent, from the first share to the last mail');
});
