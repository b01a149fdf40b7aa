import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../simulate/random.ts';
import { experiment } from '../experiments/identical.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import { plausibleRun } from '../testing.ts';
import { binomialBounds } from './binomial.ts';
import { identicalOf, shortRuns } from './identical.ts';

/** Short runs of five repetitions of eight messages, in two lanes whose rows `alter` may change. */
function runOf(runs: number, seed: number, alter: (row: Row, index: number) => Row = (row) => row): Run {
  const { lanes } = experiment.plan(experiment.knobs.parse({ runs }), ['push'], 1, seed);
  const run = plausibleRun({ push: 20 }, { lanes, repetitions: 5 * runs, messages: 8, random: seeded(seed), alter });
  return { ...run, knobs: { runs } };
}

describe('identical lanes', () => {
  it('of a thousand short runs show differences as often as chance does, in every measure that has any chance in it', () => {
    const found = identicalOf(runOf(1000, 7));
    for (const { measure, runs, different, bounds, ok } of found.filter(({ measure }) => measure !== 'answered')) {
      expect(runs).toBe(1000);
      // expected 50: one in twenty
      expect(bounds).toEqual({ low: 33, high: 69 });
      expect(different, measure).toBeGreaterThanOrEqual(33);
      expect(ok, `${measure}: ${different}`).toBe(true);
    }
  });

  it('fails where one of the lanes is favoured, if only by a fifth of its time', () => {
    const run = runOf(100, 3, (row) => (row.lane.endsWith('B') ? { ...row, handledAt: (row.handledAt as number) + 4 } : row));
    const trigger = identicalOf(run).find(({ measure }) => measure === 'trigger');
    expect(trigger?.ok).toBe(false);
    expect(trigger?.different).toBeGreaterThan(20);
    expect(experiment.misses?.(run).join()).toContain('the lab sees what is not there');
  });

  it('are seen as the same more often than chance says where whole milliseconds hide their differences, and that is no fault', () => {
    // a way of 3 to 5 ms, between two stamps that are each cut to whole milliseconds
    const random = seeded(9);
    const run = runOf(1000, 5, (row) => ({
      ...row,
      handledAt: (row.handedOverAt as number) + Math.floor(random() + 3.1 - 0.3 * Math.log(1 - random())),
    }));
    const trigger = identicalOf(run).find(({ measure }) => measure === 'trigger');
    expect(trigger?.different).toBeLessThan(33);
    expect(trigger?.ok).toBe(true);
    expect(experiment.findings?.(run).join()).toContain('whole milliseconds hide');
    expect(experiment.misses?.(run)).toEqual([]);
  });

  it('leaves out the short runs whose generator fell behind, and says how many they are', () => {
    const late = runOf(10, 1, (row) => (row.repetition <= 5 ? { ...row, intendedAt: row.sentAt - 1000 } : row));
    expect(identicalOf(late)[0]).toMatchObject({ runs: 9, leftOut: 1 });
    expect(experiment.findings?.(late)[0]).toMatch(/of 9 runs \(the generator fell behind in 1 more\); /);
    const all = runOf(2, 1, (row) => ({ ...row, intendedAt: row.sentAt - 1000 }));
    expect(experiment.findings?.(all)[0]).toContain('no run could be compared');
  });

  it('has every row and every count in exactly one short run', () => {
    const run = runOf(4, 2);
    const parts = shortRuns(run);
    expect(parts.map(({ rows }) => rows.length)).toEqual([80, 80, 80, 80]);
    expect(parts.flatMap(({ sent }) => sent)).toHaveLength(run.sent.length);
    expect(new Set(parts.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(new Set(run.rows.map(({ id }) => id)).size);
  });
});

describe('binomial bounds', () => {
  it('are those of tables: of 100 cases at one in twenty, 0 to 11 in 99 of 100', () => {
    // P(X ≤ 0) = 0.0059 is more than half a percent, P(X ≤ 10) = 0.9885 less than 99.5, P(X ≤ 11) = 0.9957 more
    expect(binomialBounds(100, 0.05)).toEqual({ low: 0, high: 11 });
    expect(binomialBounds(100, 0.05, 0.95)).toEqual({ low: 1, high: 10 });
    expect(binomialBounds(1, 0.5)).toEqual({ low: 0, high: 1 });
    expect(binomialBounds(0, 0.05)).toEqual({ low: 0, high: 0 });
  });

  it('hold the mean, and lie closer together the less is asked of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (n, p) => {
        const [wide, close] = [binomialBounds(n, p), binomialBounds(n, p, 0.8)];
        expect(wide.low).toBeLessThanOrEqual(Math.ceil(n * p));
        expect(wide.high).toBeGreaterThanOrEqual(Math.floor(n * p));
        expect(close.high - close.low).toBeLessThanOrEqual(wide.high - wide.low);
      }),
    );
  });
});
