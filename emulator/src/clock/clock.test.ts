import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type Clock, createClock } from './clock.ts';

let clock: Clock;
afterEach(() => clock.stop());

describe('a frozen clock', () => {
  test('stands still, and moves by advance alone', async () => {
    clock = createClock({ frozen: true });
    const start = clock.now();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(clock.now()).toBe(start);
    await clock.advance(90_000);
    expect(clock.now()).toBe(start + 90_000);
  });

  test('runs timers in the order of their due times, each at its own time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 40 }), fc.array(fc.nat(39)), async (delays, cancelled) => {
        clock = createClock({ frozen: true });
        const start = clock.now();
        const ran: { index: number; at: number }[] = [];
        const timers = delays.map((delay, index) => clock.after(delay, () => void ran.push({ index, at: clock.now() - start })));
        for (const index of cancelled) timers[index]?.cancel();
        await clock.advance(1000);
        const expected = delays
          .map((delay, index) => ({ index, at: delay }))
          .filter(({ index }) => !cancelled.includes(index))
          .sort((a, b) => a.at - b.at || a.index - b.index);
        expect(ran.map(({ index }) => index)).toEqual(expected.map(({ index }) => index));
        for (const [i, { at }] of ran.entries()) expect(at).toBeCloseTo(expected[i]?.at ?? -1, 3);
      }),
      { numRuns: 60 },
    );
  });

  test('a timer that a timer sets on the way runs in the same advance', async () => {
    clock = createClock({ frozen: true });
    const seen: string[] = [];
    clock.after(1000, () => clock.after(500, () => seen.push('second')));
    await clock.advance(1499);
    expect(seen).toEqual([]);
    await clock.advance(1);
    expect(seen).toEqual(['second']);
  });

  test('sleep gives up when its signal is aborted', async () => {
    clock = createClock({ frozen: true });
    const controller = new AbortController();
    const sleeping = clock.sleep(60_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
  });
});

test('a scaled clock runs faster than real time', async () => {
  clock = createClock({ scale: 1000 });
  const start = clock.now();
  await clock.sleep(20_000);
  expect(clock.now() - start).toBeGreaterThanOrEqual(20_000);
});

test('unscaled time goes as real time does, and jumps with the clock', async () => {
  clock = createClock({ scale: 100_000 });
  const real = Date.now();
  await clock.sleep(3600_000);
  expect(clock.unscaled() - real).toBeLessThan(1800_000);
  const [jumped, at] = [clock.unscaled(), clock.now()];
  await clock.advance(1e12);
  expect(clock.now() - at).toBeGreaterThanOrEqual(1e12);
  expect(clock.unscaled() - jumped).toBeGreaterThan(0.99e12);
  clock.stop();
  clock = createClock({ frozen: true });
  await clock.advance(90_000);
  expect(clock.unscaled()).toBe(clock.now());
});

test('a scale that is not above 0 is refused', () => {
  clock = createClock();
  expect(() => createClock({ scale: 0 })).toThrow('time scale');
});
