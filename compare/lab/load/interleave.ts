import { seeded } from '../../simulate/random.ts';

export interface Turn {
  /** Of the lanes, which one. */
  lane: number;
  /** Of its messages, which one. */
  index: number;
  /** Milliseconds after the beginning. */
  atMs: number;
}

/** Between two lanes of a load of one message, which has no gap. */
const ALONE_MS = 100;

/**
 * Every lane's messages in one stream: the times of a lane, moved on by a fraction of the gap for each further lane, in an order drawn anew
 * for each round. So no lane is always the first after a pause, none shares its instant with another, and whatever disturbs the machine
 * disturbs all of them. The order has chance of its own: drawn from the numbers that make the gaps of a Poisson stream, it would give
 * some lanes the long pauses.
 */
export function interleave(times: readonly number[], lanes: number, seed: number): Turn[] {
  const random = seeded(ownSeed(seed));
  return times
    .flatMap((at, index) => {
      const before = times[index - 1];
      const gap = (times[index + 1] ?? at + (before === undefined ? lanes * ALONE_MS : at - before)) - at;
      return shuffled(lanes, random).map((lane, place) => ({ lane, index, atMs: at + (gap * place) / lanes }));
    })
    .sort((a, b) => a.atMs - b.atMs);
}

/** Another for each seed, and far from the neighbours of all: arrivals use the seed itself. */
const ownSeed = (seed: number): number => Math.floor(seeded(seed ^ 0x9e37_79b9)() * 2 ** 32);

function shuffled(count: number, random: () => number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [order[i], order[other]] = [order[other] as number, order[i] as number];
  }
  return order;
}
