import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../../load.ts';
import type { Turn } from './interleave.ts';

/**
 * Starts each turn at its own time, whether or not earlier ones have been answered: a generator that waits for answers hides the delays
 * that it should show. Resolves when all have been answered.
 */
export async function openLoop<T>(turns: readonly Turn[], signal: AbortSignal, start: (turn: Turn, intendedAt: number) => Promise<T>) {
  const began = now();
  const started: Promise<T>[] = [];
  for (const turn of turns) {
    const intendedAt = began + turn.atMs;
    const wait = intendedAt - now();
    if (wait > 1) await sleep(wait, undefined, { signal });
    signal.throwIfAborted();
    started.push(start(turn, intendedAt));
  }
  return Promise.all(started);
}
