import type { Spread } from '../measures.ts';

/**
 * A distribution as people publish it: the milliseconds below which so much of everything lies, ascending. Between two points it is
 * interpolated (on a logarithmic scale where it can be); outside the first and the last it is flat, since nothing is known there.
 */
export type Quantiles = readonly (readonly [share: number, ms: number])[];

export function at(quantiles: Quantiles, share: number): number {
  const above = quantiles.findIndex(([p]) => p >= share);
  if (above === -1) return quantiles.at(-1)?.[1] ?? 0;
  const [p1, high] = quantiles[above] as readonly [number, number];
  const below = quantiles[above - 1];
  if (below === undefined) return high;
  const [p0, low] = below;
  const part = (share - p0) / (p1 - p0);
  return low > 0 ? low * (high / low) ** part : low + (high - low) * part;
}

/** The mean, by its middle thousand values. */
export const mean = (quantiles: Quantiles): number => {
  let sum = 0;
  for (let i = 0; i < 1000; i++) sum += at(quantiles, (i + 0.5) / 1000);
  return sum / 1000;
};

export const times = (quantiles: Quantiles, factor: number): Quantiles => quantiles.map(([share, ms]) => [share, ms * factor]);

/** Always the same. */
export const exactly = (ms: number): Quantiles => [[0.5, ms]];

/** What was measured, of which only the median and the tail are known: taken to be as far below the median as above it, as factors. */
export const ofSpread = ({ p50 = 0, p95 = p50, p99 = p95 }: Spread): Quantiles => [
  [0.05, p95 > 0 ? (p50 * p50) / Math.max(p50, p95) : 0],
  [0.5, p50],
  [0.95, Math.max(p50, p95)],
  [0.99, Math.max(p50, p95, p99)],
];
