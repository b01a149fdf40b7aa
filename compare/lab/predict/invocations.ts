import type { SimulatedMode } from '../../simulate/mode.ts';
import type { Row } from '../row.ts';

/** A consumer at work on a batch, which is one message outside Lambda: real milliseconds since 1970. */
export interface Invocation {
  fromMs: number;
  toMs: number;
  messages: number;
}

/**
 * The invocations that delivered, as rows tell them: rows of one process with one first line are one batch, which lasts until the last of
 * its mails. Attempts that failed have left no row.
 */
export function invocationsOf(rows: readonly Row[], consumer: SimulatedMode['consumer'] | undefined): Invocation[] {
  const outside = consumer === 'worker' || consumer === 'short-poll';
  const found = new Map<string, Invocation>();
  for (const { lane, repetition, id, copy, environment, handledAt, deliveredAt } of rows) {
    if (handledAt === undefined || deliveredAt === undefined) continue;
    const key = outside ? `${lane} ${repetition} ${id} ${copy}` : `${lane} ${copy} ${environment} ${handledAt}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { fromMs: handledAt, toMs: deliveredAt, messages: 1 });
    else {
      known.messages++;
      known.toMs = Math.max(known.toMs, deliveredAt);
    }
  }
  return [...found.values()];
}
