import type { Stack } from '../service.ts';
import { deliver } from './deliver.ts';
import { seeded, shuffle } from './random.ts';
import { type Delivery, storeOf } from './store.ts';

export interface Dispatcher {
  /** Takes deliveries over: from here on they survive whoever published them. */
  accept(deliveries: Delivery[]): void;
}

/**
 * Starts what is to be delivered once the publisher's call is over. Standard topics promise no order, and what was accepted together
 * starts in a seeded disorder; a FIFO topic's messages of one group go to each subscription one after the other.
 */
export function dispatcherOf(stack: Stack): Dispatcher {
  return stack.singleton('sns.dispatcher', () => {
    const { deliveries: journal } = storeOf(stack);
    const random = seeded(stack.options.seed);
    const stopped = new AbortController();
    const lanes = new Map<string, Promise<void>>();
    let waiting: Delivery[] = [];
    let scheduled: NodeJS.Immediate | undefined;

    const run = (delivery: Delivery) => deliver(stack, delivery, stopped.signal);

    /** Behind the last delivery of that lane; the lane goes when nothing is behind it. */
    function queue(lane: string, delivery: Delivery) {
      const next = (lanes.get(lane) ?? Promise.resolve()).then(() => run(delivery));
      lanes.set(lane, next);
      void next.then(() => {
        if (lanes.get(lane) === next) lanes.delete(lane);
      });
    }

    function drain() {
      scheduled = undefined;
      const ready = waiting;
      waiting = [];
      const unordered = ready.filter(({ message }) => message.sequenceNumber === undefined);
      for (const delivery of ready) {
        const { message, subscriptionArn } = delivery;
        if (message.sequenceNumber !== undefined) queue(`${subscriptionArn}|${message.groupId}`, delivery);
      }
      for (const delivery of shuffle(unordered, random)) void run(delivery);
    }

    function start(deliveries: Iterable<Delivery>) {
      waiting.push(...deliveries);
      if (waiting.length > 0) scheduled ??= setImmediate(drain);
    }

    // What a stack that ended had accepted and not delivered.
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
  });
}
