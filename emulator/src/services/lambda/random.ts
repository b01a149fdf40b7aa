import type { Stack } from '../service.ts';

interface Random {
  next(): number;
  stop(): void;
}

/** Chance in [0, 1), the same for the same seed (mulberry32): which version a weighted alias takes, jitter of backoff. */
export function chance(stack: Stack): number {
  return stack
    .singleton('lambda.random', (): Random => {
      let state = stack.options.seed >>> 0;
      return {
        next() {
          state = (state + 0x6d2b79f5) >>> 0;
          let mixed = Math.imul(state ^ (state >>> 15), state | 1);
          mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
          return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
        },
        stop() {},
      };
    })
    .next();
}
