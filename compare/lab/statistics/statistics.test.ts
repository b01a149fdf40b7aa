import { describe, expect, test } from 'vitest';
import { seeded } from '../../simulate/random.ts';
import { figuresOf } from '../figures.ts';
import { lane } from '../lane.ts';
import { normal, plausibleRun } from '../testing.ts';
import { holm } from './holm.ts';
import { difference, intervalOf, type Repeated, roundedVariance } from './student.ts';
import { welch } from './welch.ts';

/** Values of the repetitions 1, 2, 3, … */
const repeated = (...values: number[]): Repeated[] => values.map((ms, i) => ({ repetition: i + 1, ms }));

describe('against tables and worked examples', () => {
  test("Student's interval of three values", () => {
    // t(0.975, 2) = 4.3027; standard deviation 1, so half is 4.3027 / √3
    expect(intervalOf([1, 2, 3])).toMatchObject({ mean: 2, n: 3, low: expect.closeTo(2 - 2.4841, 3), high: expect.closeTo(2 + 2.4841, 3) });
    expect(intervalOf([1])).toBeUndefined();
  });

  test("Welch's interval and p of two samples", () => {
    // both variances 1, so the error is √(2/3) and there are 4 degrees of freedom: t = 2.4495, t(0.975, 4) = 2.7764
    const found = welch([1, 2, 3], [3, 4, 5]);
    expect(found).toEqual({
      ...{ mean: 2, low: expect.closeTo(2 - 2.267, 3), high: expect.closeTo(2 + 2.267, 3), p: expect.closeTo(0.0705, 3) },
    });
    // variances 1 and 100 of 3 and 5 values: 4.132 degrees of freedom by Welch and Satterthwaite
    const unequal = welch([1, 2, 3], [2 - 4 * Math.sqrt(10), 2 + 4 * Math.sqrt(10), 2, 2 - 2 * Math.sqrt(10), 2 + 2 * Math.sqrt(10)]);
    expect(unequal).toMatchObject({ mean: expect.closeTo(0, 9), p: expect.closeTo(1, 6), high: expect.closeTo(12.363, 2) });
  });

  test('what never varies differs if it differs at all', () => {
    expect(welch([5, 5], [5, 5])).toMatchObject({ mean: 0, p: expect.closeTo(1, 6) });
    expect(welch([5, 5], [7, 7])).toMatchObject({ mean: 2, low: 2, high: 2, p: 0 });
    expect(welch([5], [7, 7])).toBeUndefined();
  });

  test('values that are rounded are not surer than their step', () => {
    // t(0.975, 4) = 2.7764, times √(1/12 / 5); of a difference √(2/12 / 5)
    expect(intervalOf([6, 6, 6, 6, 6], roundedVariance(1))).toMatchObject({ low: expect.closeTo(6 - 0.3584, 3) });
    expect(difference(repeated(4, 4, 4, 4, 4), repeated(5, 5, 5, 5, 5))).toMatchObject({
      low: expect.closeTo(1 - 0.5069, 3),
      different: true,
    });
    // two repetitions are not enough to tell 4 ms from 6
    expect(difference(repeated(4, 4), repeated(6, 6))).toMatchObject({ mean: 2, different: false });
    expect(welch([4, 4], [4, 4], 1)).toMatchObject({ mean: 0, p: expect.closeTo(1, 6) });
    expect(welch([4, 4], [6, 6], 1)?.p).toBeGreaterThan(0.005);
  });

  test('pairs are of the same repetition: what only one of them has is left out', () => {
    const all = repeated(10, 200, 30, 40);
    const later = repeated(15, 205, 35, 45);
    // the state of the machine differs from repetition to repetition; the lanes by 5 ms
    expect(
      difference(
        all,
        later.filter(({ repetition }) => repetition !== 1),
      ),
    ).toMatchObject({ mean: 5, n: 3, different: true });
    expect(difference(all.slice(0, 1), later.slice(1))).toBeUndefined();
  });

  test('Holm lets stand what would stand with fewer comparisons beside it', () => {
    // 0.05/4, 0.05/3, 0.05/2, 0.05/1
    expect(holm([0.03, 0.001, 0.04, 0.016])).toEqual([false, true, false, true]);
    expect(holm([0.012, 0.04, 0.9, 0.9])).toEqual([true, false, false, false]);
    expect(holm([])).toEqual([]);
  });
});

describe('of pairs that are the same, about one in twenty is called different', () => {
  const PAIRS = 1000;

  test.each([
    ['whole milliseconds around 20', 20],
    ['around 150', 150],
  ])('two lanes of one run, medians of noisy triggers in %s', (_, median) => {
    const random = seeded(median);
    let different = 0;
    for (let pair = 0; pair < PAIRS; pair++) {
      const run = plausibleRun({ push: median }, { random, messages: 25, lanes: [lane('push', {}, 'a'), lane('push', {}, 'b')] });
      const [a, b] = figuresOf(run).map(({ times }) => times.trigger[50].byRepetition);
      if (difference(a as Repeated[], b as Repeated[])?.different) different++;
    }
    expect(different / PAIRS).toBeGreaterThan(0.03);
    expect(different / PAIRS).toBeLessThan(0.07);
  });

  test('two runs', () => {
    const random = seeded(3);
    let different = 0;
    for (let pair = 0; pair < PAIRS; pair++) {
      const values = () => Array.from({ length: 5 }, () => 20 + 3 * normal(random));
      const { low, high } = welch(values(), values()) as { low: number; high: number };
      if (low > 0 || high < 0) different++;
    }
    expect(different / PAIRS).toBeGreaterThan(0.03);
    expect(different / PAIRS).toBeLessThan(0.07);
  });

  test('and of lanes that differ by a third, nearly all are', () => {
    const random = seeded(4);
    let different = 0;
    for (let pair = 0; pair < 200; pair++) {
      const [a, b] = figuresOf(plausibleRun({ push: 30, pull: 40 }, { random })).map(({ times }) => times.trigger[50].byRepetition);
      if (difference(a as Repeated[], b as Repeated[])?.different) different++;
    }
    expect(different / 200).toBeGreaterThan(0.9);
  });
});
