import type { Stack } from '../service.ts';
import { deliver } from './deliver.ts';
import { chanceOf, shuffle } from './random.ts';
import { type Delivery, storeOf } from './store.ts';

export interface Dispatcher {
  /** Takes deliveries over: from here on they survive whoever put the event. */
  accept(deliveries: Delivery[]): void;
}

/** Starts what is to be delivered once the caller's call is over, in a seeded disorder: EventBridge promises no order. */
export function dispatcherOf(stack: Stack): Dispatcher {
  return stack.singleton('events.dispatcher', () => {
    const { deliveries: journal } = storeOf(stack);
    const chance = chanceOf(stack);
    const stopped = new AbortController();
    let waiting: Delivery[] = [];
    let scheduled: NodeJS.Immediate | undefined;

    function drain() {
      scheduled = undefined;
      const ready = waiting;
      waiting = [];
      for (const delivery of shuffle(ready, chance)) void deliver(stack, delivery, stopped.signal);
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
