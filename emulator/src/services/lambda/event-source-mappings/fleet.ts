import type { Message } from '@aws-sdk/client-sqs';
import type { Timer } from '../../../clock/clock.ts';
import type { Stack } from '../../service.ts';
import { deliver, type Outcome } from './deliver.ts';
import { compileFilters } from './filter.ts';
import { openQueue } from './queue.ts';
import type { MappingRecord } from './record.ts';
import { afterError, afterThrottle, grown, problemDelay, rested, STEP_MS, start } from './scaling.ts';
import { cut } from './sqs-event.ts';
import { gather } from './window.ts';

/** The pollers of one mapping. */
export interface Fleet {
  /** Ends the polls; resolves when the batches under way are done. */
  end(): Promise<void>;
  /** The stack stops: drops everything at once. */
  drop(): void;
  readonly size: number;
}

/** Starts the pollers of a mapping: each holds a long poll, or handles a batch. More come while all are busy and messages wait. */
export function startFleet(record: MappingRecord, stack: Stack, problem: (message: string | undefined) => void): Fleet {
  const { clock } = stack;
  const queue = openQueue(stack, record.sourceArn);
  const wanted = compileFilters(record.filters, record.sourceArn);
  const polling = new AbortController();
  const over = new AbortController();
  const pollers = new Set<Promise<void>>();
  const limit = record.maximumConcurrency;
  let size = 0;
  let waiting = 0;
  let timer: Timer | undefined;

  function add(count: number) {
    for (let i = 0; i < count && !polling.signal.aborted; i++) {
      size++;
      const poller: Promise<void> = poll().finally(() => pollers.delete(poller));
      pollers.add(poller);
    }
  }

  /** Takes one of them away if the law says so: the poller that asks then ends. Counted at once, since others ask in the same moment. */
  function shrinks(law: number): boolean {
    if (law >= size) return false;
    size--;
    return true;
  }

  /** All are busy: those that rested come back at once, more come a second later if messages still wait. */
  function watch() {
    if (waiting > 0 || timer || polling.signal.aborted) return;
    add(start(limit) - size);
    timer = clock.after(STEP_MS, async () => {
      timer = undefined;
      if (waiting > 0 || polling.signal.aborted) return;
      const backlog = await queue.waiting().catch(() => 0);
      if (waiting > 0 || polling.signal.aborted) return;
      const target = grown(size, backlog, limit);
      if (target > size)
        stack.events.emit({ type: 'esm.scaled', resource: record.functionArn, detail: { mapping: record.id, from: size, to: target } });
      add(target - size);
      watch();
    });
  }

  async function take(): Promise<Message[]> {
    let counted = true;
    const busy = () => {
      if (counted) waiting--;
      counted = false;
    };
    waiting++;
    try {
      return await gather(queue, record, clock, polling.signal, () => {
        busy();
        watch();
      });
    } finally {
      busy();
    }
  }

  async function handle(messages: Message[]): Promise<Outcome> {
    const kept = messages.filter(wanted);
    const dropped = messages.filter((message) => !kept.includes(message));
    if (dropped.length) {
      await queue.remove(dropped);
      const detail = { mapping: record.id, queue: record.sourceArn, messageIds: dropped.map((message) => message.MessageId) };
      stack.events.emit({ type: 'esm.filtered', resource: record.functionArn, detail });
    }
    let worst: Outcome = 'done';
    for (const part of cut(kept, record.sourceArn)) {
      const { outcome, failed } = await deliver(part, { stack, record, queue, over: over.signal, problem });
      if (outcome !== 'done') worst = outcome;
      // A FIFO group goes on only with what failed: the rest of the batch comes again with it, when its visibility timeout has run out.
      if (failed.length > 0 && record.sourceArn.endsWith('.fifo')) break;
    }
    return worst;
  }

  async function poll(): Promise<void> {
    for (let problems = 0; !polling.signal.aborted; ) {
      try {
        const messages = await take();
        if (problems > 0) problem(undefined);
        problems = 0;
        if (over.signal.aborted) return;
        const outcome = messages.length ? await handle(messages) : 'empty';
        if (outcome === 'empty' && shrinks(rested(size, limit))) return;
        if (outcome === 'error' && shrinks(afterError(size, limit))) return;
        if (outcome === 'throttled' && shrinks(afterThrottle(size))) return;
      } catch (error) {
        if (polling.signal.aborted) return;
        problem((error as Error).message);
        await clock.sleep(problemDelay(problems++), polling.signal).catch(() => {});
      }
    }
  }

  add(start(limit));
  return {
    async end() {
      polling.abort();
      timer?.cancel();
      await Promise.all(pollers);
    },
    drop() {
      over.abort(new Error('the stack stopped'));
      polling.abort();
      timer?.cancel();
    },
    get size() {
      return size;
    },
  };
}
