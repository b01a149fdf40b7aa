import { seeded } from '../../simulate/random.ts';

/** When messages come: an open loop, whose times are settled before the first is sent. Rates are messages a second and lane. */
export type Arrivals =
  | { kind: 'constant' | 'poisson'; rate: number }
  /** `times` the rate, for `burstS` seconds in the middle. */
  | { kind: 'burst'; rate: number; times: number; burstS: number }
  /** From `rate` to `toRate`, evenly. */
  | { kind: 'ramp'; rate: number; toRate: number }
  /** Milliseconds after the beginning, rising; repeated from the beginning when there are more messages. */
  | { kind: 'recorded'; atMs: readonly number[] };

/**
 * Milliseconds after the beginning at which each of `count` messages of a lane is meant to be sent, rising. The same seed gives the same
 * times. Poisson: independent of one another, at that rate on average.
 */
export function arrivalTimes(arrivals: Arrivals, count: number, seed: number): number[] {
  if (arrivals.kind === 'recorded') {
    const { atMs } = arrivals;
    const span = (atMs.at(-1) ?? 0) + ((atMs.at(-1) ?? 0) - (atMs[0] ?? 0)) / Math.max(1, atMs.length - 1);
    return Array.from({ length: count }, (_, i) => Math.floor(i / atMs.length) * span + (atMs[i % atMs.length] as number));
  }
  if (arrivals.kind === 'burst') return Array.from({ length: count }, (_, i) => burstAt(arrivals, i, count));
  const random = seeded(seed);
  const gap = arrivals.kind === 'poisson' ? () => -Math.log(1 - random()) : () => 1;
  const times: number[] = [];
  for (let at = 0; times.length < count; ) {
    times.push(at);
    at += (gap() * 1000) / rateAt(arrivals, times.length / count);
  }
  return times;
}

function rateAt(arrivals: Exclude<Arrivals, { kind: 'recorded' | 'burst' }>, progress: number): number {
  const { rate } = arrivals;
  return arrivals.kind === 'ramp' ? rate + (arrivals.toRate - rate) * progress : rate;
}

/** As many before the burst as after it: message by message how long it takes until so many have come. */
function burstAt({ rate, times, burstS }: Extract<Arrivals, { kind: 'burst' }>, index: number, count: number): number {
  const inBurst = rate * times * burstS;
  const before = Math.max(0, count - inBurst) / 2;
  const quiet = Math.min(index, before) + Math.max(0, index - before - inBurst);
  return 1000 * (quiet / rate + Math.min(Math.max(0, index - before), inBurst) / (rate * times));
}
