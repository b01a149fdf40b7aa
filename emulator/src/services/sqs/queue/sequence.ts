import type { Clock } from '../../../clock/clock.ts';

/** Sequence numbers of FIFO messages: 20 digits that only grow, also over a restart, since they start from the time. */
export function createSequence(clock: Clock) {
  let last = 0n;
  return {
    next(): string {
      const least = BigInt(Math.floor(clock.now())) * 10_000_000n;
      last = last + 256n > least ? last + 256n : least;
      return last.toString().padStart(20, '0');
    },
    /** Numbers to come are greater than this one. */
    after(sequenceNumber: string) {
      const number = BigInt(sequenceNumber);
      if (number > last) last = number;
    },
  };
}
