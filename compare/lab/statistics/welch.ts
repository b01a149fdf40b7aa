import jstat from 'jstat';
import { moments, roundedVariance } from './student.ts';

/** The difference b − a of two means that were not taken in pairs. */
export interface Unpaired {
  mean: number;
  /** Holds the true difference in 95 of 100 cases. */
  low: number;
  high: number;
  /** How often two that are the same would differ by as much or more, by chance. */
  p: number;
}

/**
 * Welch's: two runs share no machine state, nor need they vary alike. Undefined where one of them has fewer than two values.
 * `step`: what the values are rounded to.
 * https://en.wikipedia.org/wiki/Welch%27s_t-test
 */
export function welch(a: readonly number[], b: readonly number[], step = 0, confidence = 0.95): Unpaired | undefined {
  if (a.length < 2 || b.length < 2) return undefined;
  const [from, to] = [moments(a), moments(b)];
  const mean = to.mean - from.mean;
  const least = roundedVariance(step);
  const [va, vb] = [Math.max(from.variance, least) / a.length, Math.max(to.variance, least) / b.length];
  const error = Math.sqrt(va + vb);
  // all values of a run alike: nothing varies, so any difference is one
  if (error === 0) return { mean, low: mean, high: mean, p: mean === 0 ? 1 : 0 };
  const freedom = (va + vb) ** 2 / (va ** 2 / (a.length - 1) + vb ** 2 / (b.length - 1));
  const half = jstat.studentt.inv((1 + confidence) / 2, freedom) * error;
  return { mean, low: mean - half, high: mean + half, p: 2 * (1 - jstat.studentt.cdf(Math.abs(mean) / error, freedom)) };
}
