import type { Stack } from './service.ts';

/** Numbers in [0, 1), the same for the same seed and name (mulberry32). */
export function seeded(seed: number, name = ''): () => number {
  let state = seed >>> 0;
  for (let i = 0; i < name.length; i++) state = Math.imul(state ^ name.charCodeAt(i), 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a service leaves to chance: the order of what has none, jitter, which version a weighted alias takes. */
export const chanceOf = (stack: Stack, service: string): (() => number) =>
  stack.singleton(`${service}.chance`, ({ options }) => seeded(options.seed));

/** Shuffles in place (Fisher and Yates). */
export function shuffle<T>(items: T[], chance: () => number): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1));
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }
  return items;
}
