import { expect, test } from 'vitest';
import { openLoop } from './load.ts';

test('arrivals do not wait for answers', async () => {
  let open = 0;
  let most = 0;
  const release = Promise.withResolvers<void>();
  const all = openLoop(20, 1000, new AbortController().signal, async ({ index }) => {
    most = Math.max(most, ++open);
    if (index === 19) release.resolve();
    await release.promise;
    return index;
  });
  expect(await all).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(most).toBe(20);
});

test('arrivals are intended at a constant rate', async () => {
  const intended = await openLoop(5, 500, new AbortController().signal, async ({ intendedAt }) => intendedAt);
  for (const [i, at] of intended.entries()) expect(at - (intended[0] ?? 0)).toBeCloseTo(i * 2, 3);
});

test('an abort ends it', async () => {
  const controller = new AbortController();
  const all = openLoop(1000, 1, controller.signal, async () => 0);
  controller.abort(new Error('enough'));
  await expect(all).rejects.toThrow();
});
