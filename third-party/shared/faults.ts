import { setTimeout as wait } from 'node:timers/promises';
import type { Counter, Knobs } from './knobs.ts';

export interface Fault {
  status: 429 | 500 | 503;
  counter: Counter;
  code: string;
  message: string;
}

export interface Faults {
  /** What refuses a request before anything is done, if something does. */
  before(knobs: Knobs): Promise<Fault | undefined>;
  /** What takes the place of the answer when the work is done, if something does. */
  after(knobs: Knobs): Fault | undefined;
}

/** Decides, by the knobs, what goes wrong with a request. Dice and rate belong to this process. */
export function makeFaults(now: () => number = Date.now): Faults {
  let dice = { seed: Number.NaN, next: () => 0 };
  let second = { at: 0, taken: 0 };
  const throws = (rate: number, seed: number) => {
    if (dice.seed !== seed) dice = { seed, next: mulberry32(seed) };
    return rate > 0 && dice.next() < rate;
  };

  return {
    async before({ latencyMs, errorRate, down, rateLimitPerSecond, seed }) {
      if (down) return { status: 503, counter: 'refusedDown', code: 'DOWN', message: 'The service is down (knob).' };
      if (latencyMs > 0) await wait(latencyMs);
      const at = Math.floor(now() / 1000);
      if (second.at !== at) second = { at, taken: 0 };
      if (rateLimitPerSecond > 0 && second.taken >= rateLimitPerSecond)
        return {
          status: 429,
          counter: 'refusedRate',
          code: 'TOO_MANY_REQUESTS',
          message: `More than ${rateLimitPerSecond} requests a second (knob).`,
        };
      second.taken += 1;
      if (throws(errorRate, seed)) return { status: 500, counter: 'refusedError', code: 'INTERNAL', message: 'The service failed (knob).' };
      return undefined;
    },
    after({ lostAnswerRate, seed }) {
      if (!throws(lostAnswerRate, seed)) return undefined;
      return { status: 500, counter: 'answersLost', code: 'INTERNAL', message: 'The service failed after the work was done (knob).' };
    },
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
