import { expect, test } from 'vitest';
import { seeded } from '../../simulate/random.ts';
import { figuresOf } from '../figures.ts';
import { plausibleRun } from '../testing.ts';
import { cheapestOf, costCurves, costsOf } from './costs.ts';

test('which is the cheapest along an axis, and from where on another is', () => {
  const curve = (mode: string, usd: number[]) => ({ mode, usd });
  const said = cheapestOf({
    axis: 'rate',
    values: [1, 10, 100, 1000],
    curves: [curve('a', [1, 2, 3, 4]), curve('b', [2, 2, 2, 2]), curve('c', [3, 3, 3, 1])],
    crossovers: [
      { cheaper: 'b', before: 'a', at: 12 },
      { cheaper: 'c', before: 'b', at: 480 },
    ],
    sentences: [],
  });
  expect(said).toBe('Cheapest by messages a second: a, b from 12 on, c from 480 on.');
});

test('curves of the run’s modes along three axes, with the run’s own place on each', () => {
  const run = plausibleRun({ push: 60, pull: 20 }, { random: seeded(1) });
  const costs = costsOf(run, figuresOf(run));
  const found = costCurves(run, costs);
  expect(found.map(({ name }) => name)).toEqual(['batchSize', 'rate', 'providerMs']);
  expect(found.map(({ curves }) => curves.map(({ mode }) => mode))).toEqual([0, 1, 2].map(() => ['push', 'pull']));
  expect(found.find(({ name }) => name === 'rate')?.here).toBe(5);
  // without a window the run is nowhere on a curve with one
  expect(found.find(({ name }) => name === 'batchSize')?.here).toBeUndefined();
  expect(costCurves(run, [])).toEqual([]);
});
