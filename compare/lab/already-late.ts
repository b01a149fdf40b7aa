import { percentile } from '../measures.ts';
import { duration } from '../report/format.ts';
import { MOST_LATE_MS } from './figures.ts';
import type { Row } from './row.ts';

/** What to tell somebody who waits for a run that would be refused: undefined where the generator sent these in time. */
export function alreadyLate(rows: readonly Pick<Row, 'sentAt' | 'intendedAt'>[], repetition: number): string | undefined {
  const p99 = percentile(
    rows.map(({ sentAt, intendedAt }) => sentAt - intendedAt),
    0.99,
  );
  if (p99 === undefined || p99 <= MOST_LATE_MS) return undefined;
  const where = repetition === 0 ? 'in the warm-up' : `in repetition ${repetition}`;
  return `The generator is already late, ${where}: ${duration(p99)} at the 99th percentile, and of the repetitions ${MOST_LATE_MS} ms are allowed. Ctrl-C and lower --rate, or choose fewer --modes.`;
}
