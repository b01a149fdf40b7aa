import { chanceOf, shuffle } from '../chance.ts';
import { createOutbox, type Outbox } from '../outbox.ts';
import type { Stack } from '../service.ts';
import { deliver } from './deliver.ts';
import { type Delivery, storeOf } from './store.ts';

/**
 * Starts what is to be delivered: standard topics promise no order, and what was accepted together starts in a seeded disorder; a FIFO
 * topic's messages of one group go to each subscription one after the other.
 */
export function dispatcherOf(stack: Stack): Outbox<Delivery> {
  return stack.singleton('sns.dispatcher', () => {
    const lanes = new Map<string, Promise<void>>();

    /** Behind the last delivery of that lane; the lane goes when nothing is behind it. */
    function queue(lane: string, delivery: Delivery, stopped: AbortSignal) {
      const next = (lanes.get(lane) ?? Promise.resolve()).then(() => deliver(stack, delivery, stopped));
      lanes.set(lane, next);
      void next.then(() => {
        if (lanes.get(lane) === next) lanes.delete(lane);
      });
    }

    return createOutbox(storeOf(stack).deliveries, (ready, stopped) => {
      const unordered: Delivery[] = [];
      for (const delivery of ready) {
        const { message, subscriptionArn } = delivery;
        if (message.sequenceNumber === undefined) unordered.push(delivery);
        else queue(`${subscriptionArn}|${message.groupId}`, delivery, stopped);
      }
      for (const delivery of shuffle(unordered, chanceOf(stack, 'sns'))) void deliver(stack, delivery, stopped);
    });
  });
}
