import { App } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { LONGEST_LADDER_S, problemOf, receivesOf } from './callback-ladder.ts';
import { settingsOf } from './settings.ts';

const withLadder = (callbackLadder?: string) => settingsOf(new App({ context: callbackLadder ? { callbackLadder } : {} }));

it('takes a ladder that the queue outlives', () => {
  expect(problemOf(withLadder().callbackLadder)).toBeUndefined();
  expect(withLadder('43200,43200,43200,43200').callbackLadder).toBe('43200,43200,43200,43200');
});

it('refuses one that takes longer than a message is kept, and names the limit', () => {
  expect(LONGEST_LADDER_S).toBe(172_800);
  expect(() => withLadder('43200,43200,43200,43200,1')).toThrow(
    /callbackLadder is "43200,.*": the steps are 172801 s in all, and may be 172800: half of what the queue keeps a message \(4 days\)/,
  );
  expect(() => withLadder(Array(101).fill('1').join(','))).toThrow('there may be 100 steps at most');
  expect(() => withLadder('43201')).toThrow('no step may be longer than 43200');
});

it('gives a message the receives that it needs, on its own ladder and while it waits for another', () => {
  expect(receivesOf('1,2,4')).toBe(100);
  expect(receivesOf(withLadder().callbackLadder)).toBe(2 * (6 + 44));
  const longest = receivesOf('43200,43200,43200,43200');
  expect(longest).toBe(2 * (4 + 288));
  // the most that SQS takes
  expect(longest).toBeLessThanOrEqual(1_000);
});
