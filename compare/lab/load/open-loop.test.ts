import { expect, test } from 'vitest';
import { now } from '../../load.ts';
import { openLoop } from './open-loop.ts';

const turns = [0, 5, 10, 10, 15].map((atMs, index) => ({ lane: 0, index, atMs }));

test('each turn starts at its time or later, though none before it has been answered', async () => {
  const answers: (() => void)[] = [];
  const began = now();
  const done = openLoop(turns, new AbortController().signal, async ({ atMs }, intendedAt) => {
    // a timer may be a fraction early
    expect(now() - began).toBeGreaterThan(atMs - 2);
    await new Promise<void>((answer) => {
      answers.push(answer);
      // the first answer comes when the last turn has started: a loop that waited for it would never get there
      if (answers.length === turns.length) for (const each of answers) each();
    });
    return { atMs, intendedAt };
  });
  const all = await done;
  expect(all.map(({ atMs }) => atMs)).toEqual(turns.map(({ atMs }) => atMs));
  const offset = (all[0]?.intendedAt ?? 0) - 0;
  expect(all.map(({ intendedAt, atMs }) => intendedAt - offset - atMs).every((ms) => Math.abs(ms) < 0.01)).toBe(true);
});

test('what is broken off starts nothing more', async () => {
  const broken = new AbortController();
  let started = 0;
  const loop = openLoop(turns, broken.signal, async () => {
    started++;
    broken.abort(new Error('Ctrl-C'));
  });
  await expect(loop).rejects.toThrow();
  expect(started).toBe(1);
});
