import { duration } from '../../report/format.ts';
import { counted } from '../figures.ts';
import { isOwn } from '../own/is-own.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';

export interface ClockOffset {
  /** The target's clock less the generator's. */
  ms: number;
  /** On either side. */
  withinMs: number;
}

type Stamps = Pick<Row, 'sentAt' | 'enteredAt' | 'acknowledgedAt' | 'answeredAt'>;

/**
 * How far the target's clock is ahead of the generator's. A message enters after it was sent and is acknowledged before it is answered,
 * so that each one bounds the offset from both sides; all of them together bound it best. Where several machines of the target disagree
 * by more than that, the message with the shortest way there and back counts alone, as in NTP.
 * https://www.rfc-editor.org/rfc/rfc5905#section-8
 */
export function clockOffset(rows: readonly Stamps[]): ClockOffset | undefined {
  // stamps of the entrance are whole milliseconds, rounded down
  const bounds = rows.flatMap(({ sentAt, enteredAt, acknowledgedAt, answeredAt }) =>
    enteredAt === undefined || acknowledgedAt === undefined ? [] : [{ low: acknowledgedAt - answeredAt, high: enteredAt + 1 - sentAt }],
  );
  const [first] = bounds;
  if (!first) return undefined;
  const all = bounds.reduce(({ low, high }, one) => ({ low: Math.max(low, one.low), high: Math.min(high, one.high) }));
  const shortest = bounds.reduce((best, one) => (one.high - one.low < best.high - best.low ? one : best), first);
  const { low, high } = all.low <= all.high ? all : shortest;
  return { ms: (low + high) / 2, withinMs: Math.abs(high - low) / 2 };
}

/** Whose clock each stamp is of, and which figures that touches: the definition at the top of a report. */
export function clockText(run: Run): string {
  if (isOwn(run))
    return 'What is sent and answered is stamped by the generator’s clock, what is handled by your consumers’: a trigger is the difference between the two, which are only one clock where both run on this machine.';
  if (run.target.name !== 'aws')
    return 'Generator, stack and functions are on one machine and share its clock: what is measured includes that they share its processors.';
  const offset = clockOffset(counted(run));
  const measured = offset
    ? `AWS’s was ${duration(Math.abs(offset.ms))} ${offset.ms < 0 ? 'behind' : 'ahead'} (±${duration(offset.withinMs)}, from the messages’ way there and back), which is left in`
    : 'by how much they differ is not known';
  return `Two clocks: sent and answered are by this machine’s, all other stamps by those of AWS, which keeps them together. “answered” and “trigger” are each of one side; “delivered” and the throughput go from one to the other: ${measured}.`;
}
