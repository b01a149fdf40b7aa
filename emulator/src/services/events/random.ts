import type { Stack } from '../service.ts';

/** Chance in [0, 1), the same for the same seed (mulberry32): jitter of retries, the order of what has none. */
export function chanceOf(stack: Stack): () => number {
  return stack.singleton('events.random', ({ options }) => {
    let state = options.seed >>> 0;
    return () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  });
}

/** Shuffles in place (Fisher and Yates). */
export function shuffle<T>(items: T[], chance: () => number): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }
  return items;
}
