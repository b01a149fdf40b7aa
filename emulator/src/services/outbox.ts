import type { JournalTable } from '../journal/journal.ts';

export interface Outbox<T> {
  /** Takes deliveries over: from here on they survive whoever handed them in. */
  accept(deliveries: T[]): void;
  stop(): void;
}

/**
 * What is to be delivered once its caller's call is over: all that was accepted until then begins together, as `begin` has it. What is
 * in the journal is what a stack that ended had accepted and not delivered; whoever has delivered takes it out.
 */
export function createOutbox<T extends { id: string }>(
  journal: JournalTable<T>,
  begin: (ready: T[], stopped: AbortSignal) => void,
): Outbox<T> {
  const stopped = new AbortController();
  let waiting: T[] = [];
  let scheduled: NodeJS.Immediate | undefined;

  function drain() {
    scheduled = undefined;
    const ready = waiting;
    waiting = [];
    begin(ready, stopped.signal);
  }

  function start(deliveries: Iterable<T>) {
    for (const delivery of deliveries) waiting.push(delivery);
    if (waiting.length > 0) scheduled ??= setImmediate(drain);
  }

  start(journal.values());
  return {
    accept(deliveries) {
      for (const delivery of deliveries) journal.put(delivery.id, delivery);
      start(deliveries);
    },
    stop() {
      clearImmediate(scheduled);
      stopped.abort(new Error('the stack stopped'));
    },
  };
}
