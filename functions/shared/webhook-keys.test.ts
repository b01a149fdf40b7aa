import { expect, it, vi } from 'vitest';
import { cachedKeys } from './webhook-keys.ts';

function world() {
  let now = 0;
  const load = vi.fn(async () => ['a']);
  const keys = cachedKeys(load, () => now);
  return { load, keys, at: (ms: number) => (now = ms) };
}

it('asks once for many, and again after a minute', async () => {
  const { load, keys, at } = world();
  expect(await Promise.all([keys.active(), keys.active()])).toEqual([['a'], ['a']]);
  at(60_000);
  await keys.active();
  expect(load).toHaveBeenCalledTimes(1);
  at(60_001);
  load.mockResolvedValue(['a', 'b']);
  expect(await keys.active()).toEqual(['a', 'b']);
});

it('looks again when a signature fits none, but no oftener than once a second', async () => {
  const { load, keys, at } = world();
  await keys.active();
  at(1_000);
  for (let forged = 0; forged < 100; forged++) await keys.active(true);
  expect(load).toHaveBeenCalledTimes(1);
  at(1_001);
  for (let forged = 0; forged < 100; forged++) await keys.active(true);
  expect(load).toHaveBeenCalledTimes(2);
});

it('remembers no failure', async () => {
  const { load, keys } = world();
  load.mockRejectedValueOnce(new Error('throttled'));
  await expect(keys.active()).rejects.toThrow('throttled');
  expect(await keys.active()).toEqual(['a']);
});
