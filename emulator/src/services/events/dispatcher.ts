import { chanceOf, shuffle } from '../chance.ts';
import { createOutbox, type Outbox } from '../outbox.ts';
import type { Stack } from '../service.ts';
import { deliver } from './deliver.ts';
import { type Delivery, storeOf } from './store.ts';

/** Starts what is to be delivered in a seeded disorder: EventBridge promises no order. */
export function dispatcherOf(stack: Stack): Outbox<Delivery> {
  return stack.singleton('events.dispatcher', () =>
    createOutbox(storeOf(stack).deliveries, (ready, stopped) => {
      for (const delivery of shuffle(ready, chanceOf(stack, 'events'))) void deliver(stack, delivery, stopped);
    }),
  );
}
