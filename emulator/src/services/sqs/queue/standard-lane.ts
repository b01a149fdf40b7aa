import { createDeque } from './deque.ts';
import type { Lane, Message } from './lane.ts';

/** How far from the front a message may be taken out of turn, and how often that happens. */
const WINDOW = 8;
const OUT_OF_TURN = 0.25;

/**
 * Standard queues promise best-effort ordering only: a part of the messages, chosen by the seed, is received out of turn.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html
 */
export function standardLane(random: () => number): Lane {
  const available = createDeque<Message>();

  function next(): Message | undefined {
    if (available.length > 1 && random() < OUT_OF_TURN) {
      const index = Math.floor(random() * Math.min(WINDOW, available.length));
      const [first, picked] = [available.at(0) as Message, available.at(index) as Message];
      available.set(0, picked);
      available.set(index, first);
    }
    return available.shift();
  }

  return {
    enter(message) {
      if (message.state === 'ready') available.push(message);
    },
    hold() {},
    ready: (message) => available.push(message),
    returned: (message) => available.push(message),
    left() {},
    take(max, _now, accept) {
      const taken: Message[] = [];
      while (taken.length < max) {
        const message = next();
        if (!message) break;
        if (message.state === 'ready' && accept(message)) taken.push(message);
      }
      return taken;
    },
    clear: () => available.clear(),
  };
}
