import { expect, it, vi } from 'vitest';
import { cachedSecrets } from './secrets.ts';

function world() {
  let now = 0;
  const load = vi.fn(async () => '{"first":"a"}');
  const secrets = cachedSecrets(load, () => now);
  return { load, secrets, at: (ms: number) => (now = ms) };
}

it('asks once for many, and again after a minute', async () => {
  const { load, secrets, at } = world();
  expect(await Promise.all([secrets.active(), secrets.active()])).toEqual([['a'], ['a']]);
  at(60_000);
  await secrets.active();
  expect(load).toHaveBeenCalledTimes(1);
  at(60_001);
  load.mockResolvedValue('{"first":"a","second":"b"}');
  expect(await secrets.active()).toEqual(['a', 'b']);
});

it('looks again when a signature fits none, but no oftener than once a second', async () => {
  const { load, secrets, at } = world();
  await secrets.active();
  at(1_000);
  for (let forged = 0; forged < 100; forged++) await secrets.active(true);
  expect(load).toHaveBeenCalledTimes(1);
  at(1_001);
  for (let forged = 0; forged < 100; forged++) await secrets.active(true);
  expect(load).toHaveBeenCalledTimes(2);
});

it('remembers no failure', async () => {
  const { load, secrets } = world();
  load.mockRejectedValueOnce(new Error('throttled'));
  await expect(secrets.active()).rejects.toThrow('throttled');
  expect(await secrets.active()).toEqual(['a']);
});
