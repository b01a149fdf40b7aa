import { setTimeout as wait } from 'node:timers/promises';
import type { Counter, Knobs } from './schema.ts';

export interface Fault {
  status: 429 | 500 | 503;
  counter: Counter;
  code: string;
  message: string;
}

/** Decides, by the knobs, what goes wrong with a request. Dice and rate belong to this process. */
export function makeFaults(now: () => number = Date.now) {
  let dice = { seed: Number.NaN, next: () => 0 };
  let second = { at: 0, taken: 0 };
  return async ({ latencyMs, errorRate, down, rateLimitPerSecond, seed }: Knobs): Promise<Fault | undefined> => {
    if (down) return { status: 503, counter: 'refusedDown', code: 'DOWN', message: 'The service is down (knob).' };
    if (latencyMs > 0) await wait(latencyMs);
    const at = Math.floor(now() / 1000);
    if (second.at !== at) second = { at, taken: 0 };
    if (rateLimitPerSecond > 0 && second.taken >= rateLimitPerSecond)
      return {
        status: 429,
        counter: 'refusedRate',
        code: 'TOO_MANY_REQUESTS',
        message: `More than ${rateLimitPerSecond} mails a second (knob).`,
      };
    second.taken += 1;
    if (dice.seed !== seed) dice = { seed, next: mulberry32(seed) };
    if (errorRate > 0 && dice.next() < errorRate)
      return { status: 500, counter: 'refusedError', code: 'INTERNAL', message: 'The service failed (knob).' };
    return undefined;
  };
}

/** A small seeded generator of numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
