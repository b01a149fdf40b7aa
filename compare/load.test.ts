import { expect, test } from 'vitest';
import { constantRate, now, openLoop } from './load.ts';

test('arrivals do not wait for answers', async () => {
  let open = 0;
  let most = 0;
  const release = Promise.withResolvers<void>();
  const all = openLoop(constantRate(20, 1000), new AbortController().signal, async ({ index }) => {
    most = Math.max(most, ++open);
    if (index === 19) release.resolve();
    await release.promise;
    return index;
  });
  expect(await all).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(most).toBe(20);
});

test('arrivals are intended at a constant rate', async () => {
  const intended = await openLoop(constantRate(5, 500), new AbortController().signal, async (_, at) => at);
  for (const [i, at] of intended.entries()) expect(at - (intended[0] ?? 0)).toBeCloseTo(i * 2, 3);
});

test('an abort ends it', async () => {
  const controller = new AbortController();
  const all = openLoop(constantRate(1000, 1), controller.signal, async () => 0);
  controller.abort(new Error('enough'));
  await expect(all).rejects.toThrow();
});

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
