import { seeded } from '../../simulate/random.ts';

/** Messages of a block, of which as many are picked as their share of it. */
const BLOCK = 10;

/**
 * Whether the message of that index is one of the share that something happens to. The same seed picks the same ones in every lane and
 * repetition, so that lanes suffer alike. Of each ten messages as many are picked as the share says, at places left to chance: a small run has its
 * faults too, and they keep no step with batches.
 */
export function picked(seed: number, index: number, share: number): boolean {
  const block = Math.floor(index / BLOCK);
  const many = Math.round((block + 1) * BLOCK * share) - Math.round(block * BLOCK * share);
  const random = seeded(seed * 7919 + block);
  const places = Array.from({ length: BLOCK }, (_, place) => ({ place, by: random() })).sort((a, b) => a.by - b.by);
  return places.findIndex(({ place }) => place === index % BLOCK) < many;
}
