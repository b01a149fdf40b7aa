import type { Row } from '../row.ts';
import { byRepetition, tookMs } from './rows.ts';

/** Messages in a stretch of the ramp, at least: a mean of fewer says little. */
const STRETCH = 6;
const MOST_STRETCHES = 20;
/** Messages wait when they take so many times what they take at the beginning, and so much longer. */
const FACTOR = 2;
const LEAST_MS = 100;
const PILING_UP = 1.25;
/** Longer than anything takes, and summed as a number. */
const NEVER = 1e12;

export interface Saturation {
  /** Messages a second. */
  rate: number;
  /** From there on the entrance refuses, or messages wait ever longer. */
  by: 'refused' | 'waiting';
}

/**
 * The rate from which on a rising load is more than a lane can do: the first stretch from which on, to the end, every stretch takes
 * well longer on average than the beginning (what never arrived took for ever), or has refusals. What messages take on average is the
 * backlog divided by the rate (Little's law), and does not rise with the rate alone. Not the median: where what is throttled waits its turn
 * again, while what comes later finds a free place, most take as long as ever. Undefined where the ramp ended before.
 */
export function saturationOf(rows: readonly Row[]): Saturation | undefined {
  const found = byRepetition(rows).map(ofOneRamp);
  const seen = found.filter((one) => one !== undefined);
  // in most repetitions, or it is chance
  if (seen.length * 2 <= found.length) return undefined;
  const [first] = seen.sort((a, b) => a.rate - b.rate).slice(Math.floor((seen.length - 1) / 2));
  return first;
}

function ofOneRamp(rows: readonly Row[]): Saturation | undefined {
  const sorted = [...rows].sort((a, b) => a.intendedAt - b.intendedAt);
  const size = Math.max(STRETCH, Math.ceil(sorted.length / MOST_STRETCHES));
  const stretches = Array.from({ length: Math.floor(sorted.length / size) }, (_, i) => stretchOf(sorted.slice(i * size, (i + 1) * size)));
  const calm = stretches.slice(0, Math.max(1, Math.floor(stretches.length / 4)));
  const usual = Math.min(...calm.map(({ ms }) => ms));
  // nothing to compare with where something is missing from the very beginning
  if (usual > NEVER / sorted.length) return undefined;
  const tooMuch = ({ ms, refused }: Stretch) => refused > 0 || ms > FACTOR * usual + LEAST_MS;
  const last = stretches.findLastIndex((stretch) => !tooMuch(stretch));
  const seen = stretches[last + 1];
  if (!seen) return undefined;
  if (seen.refused > 0) return { rate: seen.rate, by: 'refused' };
  // what is seen there has been piling up since it last took as long as usual
  const before = stretches.findLastIndex(({ ms }, i) => i <= last && ms <= PILING_UP * usual + LEAST_MS / 5);
  return { rate: (stretches[before + 1] as Stretch).rate, by: 'waiting' };
}

type Stretch = ReturnType<typeof stretchOf>;

function stretchOf(rows: readonly Row[]) {
  const [from, to] = [rows[0]?.intendedAt ?? 0, rows.at(-1)?.intendedAt ?? 0];
  return {
    rate: to > from ? ((rows.length - 1) * 1000) / (to - from) : 0,
    ms: rows.reduce((sum, row) => sum + (tookMs(row) ?? NEVER), 0) / rows.length,
    refused: rows.filter(({ fate }) => fate === 'refused').length,
  };
}
