import { setTimeout as sleep } from 'node:timers/promises';

/** Real time, milliseconds since the epoch with a fraction. */
export const now = () => performance.timeOrigin + performance.now();

export interface Arrival {
  index: number;
  /** When it was meant to be sent, whatever became of those before it. */
  intendedAt: number;
}

/**
 * Open-loop load: `count` arrivals at a constant `rate` a second, each started at its own time whether or not earlier ones
 * have been answered, since a generator that waits for answers hides the very delays that it should show.
 */
export async function openLoop<T>(count: number, rate: number, signal: AbortSignal, send: (arrival: Arrival) => Promise<T>): Promise<T[]> {
  const start = now();
  const sent: Promise<T>[] = [];
  for (let index = 0; index < count; index++) {
    const intendedAt = start + (index * 1000) / rate;
    const wait = intendedAt - now();
    if (wait > 1) await sleep(wait, undefined, { signal });
    signal.throwIfAborted();
    sent.push(send({ index, intendedAt }));
  }
  return Promise.all(sent);
}
