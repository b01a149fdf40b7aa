import { setTimeout as sleep } from 'node:timers/promises';

/** Real time, milliseconds since the epoch with a fraction. */
export const now = () => performance.timeOrigin + performance.now();

/** Milliseconds after the beginning at which each of `count` arrivals is meant to start, at a constant `rate` a second. */
export const constantRate = (count: number, rate: number): { index: number; atMs: number }[] =>
  Array.from({ length: count }, (_, index) => ({ index, atMs: (index * 1000) / rate }));

/**
 * Open-loop load: starts each arrival at its own time, whether or not earlier ones have been answered, since a generator that waits for
 * answers hides the very delays that it should show. `intendedAt`: when it was meant to be, whatever became of those before it.
 * Resolves when all have been answered.
 */
export async function openLoop<A extends { atMs: number }, T>(
  arrivals: readonly A[],
  signal: AbortSignal,
  start: (arrival: A, intendedAt: number) => Promise<T>,
): Promise<T[]> {
  const began = now();
  const started: Promise<T>[] = [];
  for (const arrival of arrivals) {
    const intendedAt = began + arrival.atMs;
    const wait = intendedAt - now();
    if (wait > 1) await sleep(wait, undefined, { signal });
    signal.throwIfAborted();
    started.push(start(arrival, intendedAt));
  }
  return Promise.all(started);
}
