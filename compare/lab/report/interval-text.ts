import { duration } from '../../report/format.ts';
import type { Value } from '../figures.ts';

/** `72 ms ±3.1`, `1.24 s ±0.30`: in the value's own unit. Without an interval where there is none. */
export function plusMinus({ ms, interval }: Value): string {
  if (ms === undefined || interval === undefined) return duration(ms);
  const half = (interval.high - interval.low) / 2;
  const text = duration(ms);
  if (text.endsWith(' ms')) return `${text} ±${half.toFixed(1)}`;
  return text.endsWith(' s') && !text.includes('min') ? `${text} ±${(half / 1000).toFixed(2)}` : `${text} ±${duration(half)}`;
}
