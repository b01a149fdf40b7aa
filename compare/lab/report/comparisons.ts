import { duration } from '../../report/format.ts';
import { type LaneFigures, lateness, MOST_LATE_MS } from '../figures.ts';
import type { Run } from '../run.ts';
import { difference } from '../statistics/student.ts';

/** Why the lanes of this run can't be compared, or undefined. */
export function refusal(run: Run): string | undefined {
  const { p99 } = lateness(run);
  if (p99 <= MOST_LATE_MS) return undefined;
  return `No comparison: the load generator fell behind (${duration(p99)} at the 99th percentile, ${MOST_LATE_MS} ms are allowed), so the times are its own. Lower --rate, compare fewer modes at once, or leave the machine in peace.`;
}

/** Each lane's median trigger against the fastest one's, with what is certain of it. */
export function comparisons(run: Run, figures: readonly LaneFigures[]): string[] {
  const refused = refusal(run);
  if (refused) return [refused];
  const [best, ...others] = figures
    .filter(({ times }) => times.trigger[50].ms !== undefined)
    .sort((a, b) => (a.times.trigger[50].ms as number) - (b.times.trigger[50].ms as number));
  if (!best) return [];
  return others.flatMap(({ lane, times }) => {
    const found = difference(best.times.trigger[50].byRepetition, times.trigger[50].byRepetition);
    if (!found) return [];
    const names = `${lane.title} and ${best.lane.title}`;
    if (!found.different) return [`${names}: no difference of their triggers' medians can be shown (${range(found)}).`];
    return [`${lane.title} is slower than ${best.lane.title} by ${duration(found.mean)} (${range(found)}).`];
  });
}

const range = ({ low, high }: { low: number; high: number }) => `${low.toFixed(1)} to ${high.toFixed(1)} ms, at 95 %`;
