import { expect, test } from 'vitest';
import { seeded } from '../../simulate/random.ts';
import { figuresOf } from '../figures.ts';
import { lane } from '../lane.ts';
import { plausibleRun } from '../testing.ts';
import { comparisons } from './comparisons.ts';

test('of reports on eleven lanes that are the same, at most about one in twenty names any difference', () => {
  const REPORTS = 400;
  const random = seeded(11);
  const lanes = Array.from({ length: 11 }, (_, i) => lane('push', {}, `try ${i}`));
  let naming = 0;
  for (let report = 0; report < REPORTS; report++) {
    const run = plausibleRun({ push: 150 }, { random, messages: 8, lanes });
    if (comparisons(run, figuresOf(run)).some((sentence) => /\bis (slower|faster)\b/.test(sentence))) naming++;
  }
  // 20 expected at most; 32 is three standard deviations above
  expect(naming).toBeLessThanOrEqual(32);
});

test('a lane that is three times as slow as ten others is named all the same', () => {
  const lanes = Array.from({ length: 11 }, (_, i) => lane(i === 10 ? 'pull' : 'push', {}, `try ${i}`));
  const run = plausibleRun({ push: 50, pull: 150 }, { random: seeded(2), lanes });
  const named = comparisons(run, figuresOf(run)).filter((sentence) => sentence.includes(' is slower '));
  expect(named.join('\n')).toContain('try 10 is slower than');
});

test('lanes with different batching windows: the sentence says that the window is a part of it, with a proper minus', () => {
  const pull = (batchWindowS: number, batchSize: number, title: string) => lane('pull', { batchWindowS, batchSize }, title);
  const sentences = (other: ReturnType<typeof lane>) => {
    const run = plausibleRun({ fifo: 20, pull: 1020 }, { random: seeded(3), lanes: [lane('fifo', {}, 'fifo'), other] });
    return comparisons(run, figuresOf(run)).join();
  };
  expect(sentences(pull(1, 10, 'pull'))).toContain('of which the batching window is a part: pull has one of 1 s, fifo none.');
  expect(sentences(pull(0, 10, 'pull'))).not.toContain('window');
  // a batch of one is full at once
  expect(sentences(pull(1, 1, 'pull'))).not.toContain('window');
  const same = plausibleRun({ push: 150 }, { random: seeded(11), messages: 8, lanes: [lane('push', {}, 'a'), lane('push', {}, 'b')] });
  expect(comparisons(same, figuresOf(same)).join()).toMatch(/\(−\d+\.\d to \d+\.\d ms, at 95 %\)/);
});
