import { describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { seeded } from '../../simulate/random.ts';
import { lane } from '../lane.ts';
import type { Run } from '../run.ts';
import { plausibleRun } from '../testing.ts';
import { against } from './against.ts';
import { againstSentences } from './against-text.ts';

const MEDIANS = { push: 60, pull: 20, sync: 8 };
const measured = (seed: number, medians: Record<string, number> = MEDIANS) => plausibleRun(medians, { random: seeded(seed) });

describe('what changed from one run to another', () => {
  test('nothing, from a run to itself', () => {
    const run = measured(1);
    const found = against(run, run);
    expect(found.changes.length).toBe(3 * 3 * 2);
    expect(found.changes.filter(({ changed }) => changed !== 'no')).toEqual([]);
    expect(found.ledger).toEqual([]);
    expect(againstSentences(found).certain).toEqual(['No time changed beyond noise.']);
  });

  test('of two hundred pairs of runs that differ by chance alone, about one in twenty shows any change', () => {
    let shows = 0;
    for (let pair = 0; pair < 200; pair++)
      if (against(measured(2 * pair + 1), measured(2 * pair + 2)).changes.some(({ changed }) => changed === 'certain')) shows++;
    expect(shows).toBeLessThan(20);
  });

  test('an injected change is found, where it is and nowhere else', () => {
    const found = against(measured(1), measured(2, { ...MEDIANS, pull: 40 }));
    const certain = found.changes.filter(({ changed }) => changed === 'certain');
    expect(new Set(certain.map(({ lane }) => lane))).toEqual(new Set(['pull']));
    expect(againstSentences(found).certain.join()).toMatch(/pull: trigger p50 \d+ ms → \d+ ms, slower by \d+\.\d ms \(\d/);
  });

  test('its interval holds it in about 95 of 100', () => {
    let holds = 0;
    for (let i = 0; i < 100; i++) {
      const { changes } = against(measured(2 * i + 1), measured(2 * i + 2, { ...MEDIANS, pull: 40 }));
      const median = changes.find(({ lane, measure, quantile }) => lane === 'pull' && measure === 'trigger' && quantile === 50);
      if (median && median.low < 20 && median.high > 20) holds++;
    }
    expect(holds).toBeGreaterThan(88);
  });

  test('what is lost now stands in the ledger', () => {
    const after = plausibleRun(MEDIANS, {
      random: seeded(1),
      alter: (row, i) => (row.lane === 'Pull' && i < 3 ? { ...row, mails: 0, fate: 'lost' } : row),
    });
    const { ledger } = against(measured(1), after);
    expect(ledger).toEqual([
      { lane: 'pull', what: 'lost', before: 0, after: 3 },
      { lane: 'pull', what: 'handled', before: 200, after: 197 },
    ]);
    expect(againstSentences(against(measured(1), after)).ledger[0]).toEqual({ text: 'pull: lost 0 → 3', bad: true });
  });

  test('no times of a run whose generator fell behind; the ledger all the same', () => {
    const late = plausibleRun(MEDIANS, { random: seeded(1), alter: (row) => ({ ...row, intendedAt: row.sentAt - 300 }) });
    const found = against(measured(1), late);
    expect(found.changes).toEqual([]);
    expect(found.refused).toContain('in this run the load generator fell behind');
  });

  test('one repetition says nothing about noise, as where a run was interrupted', () => {
    const run = measured(1);
    const short: Run = { ...run, repetitions: 1, plannedRepetitions: run.repetitions };
    const found = against(run, short);
    expect(found.changes).toEqual([]);
    expect(found.refused).toContain('of this run there is one repetition');
    expect(found.caveats).toEqual([`repetitions: ${run.repetitions} before, 1 of ${run.repetitions} (interrupted) now`]);
  });

  test('knobs of the provider that nobody turned are none, however they are written', () => {
    const run = measured(1);
    expect(against({ ...run, providerKnobs: {} }, run).refused).toBeUndefined();
  });

  test('what else differs is said', () => {
    const run = measured(1);
    const elsewhere: Run = { ...run, target: { ...run.target, title: 'LocalStack' }, lanes: run.lanes.slice(1) };
    expect(against(run, elsewhere).caveats).toEqual([
      'target: the embedded stack before, LocalStack now',
      'only before, and part of its load: push',
    ]);
  });
});

describe('runs that answer different questions are refused, naming the difference', () => {
  const run = measured(1);
  test.each([
    ['experiments', { experiment: 'burst' }, /different experiments: rest and burst/],
    ['knobs', { knobs: { rate: 9, messages: 10, batchSize: 3 } }, /--rate 5 before, 9 now; --batch-size unset before, 3 now/],
    ['messages', { messages: 7 }, /messages 40 before, 7 now/],
    ['settings', { lanes: [{ ...lane('push', { memoryMb: 128 }), how: '', retries: '' }] }, /memoryMb of Push 512 before, 128 now/],
    ['lanes', { lanes: [{ ...lane('worker'), how: '', retries: '' }] }, /no lane in common/],
  ])('%s', (_, change, message) => {
    const other = { ...run, ...change } as Run;
    expect(() => against(run, other)).toThrow(UserError);
    expect(() => against(run, other)).toThrow(message);
  });
});
