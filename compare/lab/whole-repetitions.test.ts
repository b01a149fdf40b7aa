import { expect, test } from 'vitest';
import type { Run } from './run.ts';
import { wholeRepetitions } from './whole-repetitions.ts';

const of = (repetitions: number[]) => repetitions.map((repetition) => ({ repetition, lane: 'a', count: repetition }));

test('of a run that is broken off the repetition under way is left out, with its loads', () => {
  const run = {
    repetitions: 5,
    rows: of([0, 1, 2, 3]),
    sent: of([1, 2, 3]),
    retries: of([1, 2, 3]),
    // one lane after another: of the third repetition one lane was done
    loads: [1, 1, 2, 2, 3].map((repetition) => ({ repetition, lanes: ['a'] })),
    provider: [1, 2, 3, 4, 5],
    beganAt: [10, 20, 30, 40, 50],
  } as unknown as Run;
  expect(wholeRepetitions(run, 2)).toMatchObject({
    ...{ repetitions: 2, plannedRepetitions: 5, rows: of([0, 1, 2]), sent: of([1, 2]), retries: of([1, 2]) },
    ...{ provider: [1, 2, 3, 4], beganAt: [10, 20, 30, 40] },
  });
  expect(wholeRepetitions(run, 0)).toBeUndefined();
});
