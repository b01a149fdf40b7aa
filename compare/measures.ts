/** Of however many values: `Math.max(...values)` takes some hundred thousand. 0 for none. */
export const largest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), values[0] ?? 0);

/** Undefined for no values. */
export const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The value below which the share `p` (0 to 1) of the values lies: exact, by sorting (nearest rank). Undefined for no values. */
export function percentile(values: readonly number[], p: number): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))];
}

export interface Spread {
  p50: number | undefined;
  p95: number | undefined;
  p99: number | undefined;
}

/** Median and tail, in the unit of the values. */
export const spread = (values: readonly number[]): Spread => ({
  p50: percentile(values, 0.5),
  p95: percentile(values, 0.95),
  p99: percentile(values, 0.99),
});
