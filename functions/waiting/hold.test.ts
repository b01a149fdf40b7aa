import { describe, expect, it } from 'vitest';
import { holdUntil } from './hold.ts';

/** A clock that only sleeping moves. */
function clock() {
  let at = 0;
  return { now: () => at, sleep: async (ms: number) => void (at += ms) };
}

describe('holding on', () => {
  it('answers as soon as there is something', async () => {
    const time = clock();
    expect(
      await holdUntil(
        async () => time.now(),
        (seen) => seen >= 100,
        { ms: 1_000, everyMs: 40, ...time },
      ),
    ).toBe(120);
  });

  it('answers what is there when time is up, and looks a last time then', async () => {
    const time = clock();
    let looks = 0;
    const seen = await holdUntil(
      async () => ++looks,
      () => false,
      { ms: 100, everyMs: 40, ...time },
    );
    expect([seen, time.now()]).toEqual([4, 100]);
  });

  it('looks once without a wait', async () => {
    let looks = 0;
    await holdUntil(
      async () => ++looks,
      () => false,
      { ms: 0, everyMs: 40, ...clock() },
    );
    expect(looks).toBe(1);
  });
});
