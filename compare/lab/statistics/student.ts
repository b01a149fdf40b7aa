import jstat from 'jstat';

/** A mean with the interval that holds the true one in 95 of 100 cases, if values are about normal: Student's t. */
export interface Interval {
  mean: number;
  low: number;
  high: number;
  n: number;
}

/** Mean and unbiased variance, of two values at least. */
export function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) };
}

/**
 * The least variance of a value that was rounded to steps of this width: five repetitions that all say 6 ms are not sure of 6.0.
 * https://en.wikipedia.org/wiki/Quantization_(signal_processing)#Error_models
 */
export const roundedVariance = (step: number): number => step ** 2 / 12;

/** Undefined for fewer than two values: nothing is known then of how they vary. `least`: variance that is there even if they don't. */
export function intervalOf(values: readonly number[], least = 0, confidence = 0.95): Interval | undefined {
  const n = values.length;
  if (n < 2) return undefined;
  const { mean, variance } = moments(values);
  const half = jstat.studentt.inv((1 + confidence) / 2, n - 1) * Math.sqrt(Math.max(variance, least) / n);
  return { mean, low: mean - half, high: mean + half, n };
}

/** A value of one repetition. */
export interface Repeated {
  repetition: number;
  ms: number;
}

/** `p`: how often two that are the same differ as much by chance. */
export type Difference = Interval & { different: boolean; p: number };

/**
 * The mean difference b − a of values taken in pairs (the same repetition, so the same state of the machine; what only one of them
 * has is left out). Different: its interval
 * does not hold 0; of two that are the same, one comparison in twenty says so all the same. `step`: what both are rounded to.
 */
export function difference(a: readonly Repeated[], b: readonly Repeated[], step = 1): Difference | undefined {
  const before = new Map(a.map(({ repetition, ms }) => [repetition, ms]));
  const differences = b.flatMap(({ repetition, ms }) => {
    const from = before.get(repetition);
    return from === undefined ? [] : [ms - from];
  });
  const least = 2 * roundedVariance(step);
  const interval = intervalOf(differences, least);
  if (!interval) return undefined;
  const { n, mean, low, high } = interval;
  const t = Math.abs(mean) / Math.sqrt(Math.max(moments(differences).variance, least) / n);
  return { ...interval, different: low > 0 || high < 0, p: 2 * (1 - jstat.studentt.cdf(t, n - 1)) };
}
