import type { Clock } from '../../../clock/clock.ts';
import { createDeque } from './deque.ts';

interface Waiter {
  /** Tries to take messages; true once it has some, and the wait is over. */
  attempt(): boolean;
  fail(error: unknown): void;
  over: boolean;
}

/** Long polls in the order in which they came. A poll whose caller has gone is never offered a message. */
export function createWaiters(clock: Clock) {
  const waiting = createDeque<Waiter>();
  let waking = false;

  /** Offers what there is to those who wait, until one comes away empty. */
  function offer() {
    for (;;) {
      const first = waiting.at(0);
      if (!first) return;
      if (!first.over && !first.attempt()) return;
      waiting.shift();
    }
  }

  return {
    /** Taking can move messages to a dead-letter queue and from there back here: the one who is being served is not served twice. */
    wake() {
      if (waking) return;
      waking = true;
      try {
        offer();
      } finally {
        waking = false;
      }
    },
    /** Resolves with what `take` first finds, or with an empty list when the time is up or the caller has gone. */
    wait<T>(take: () => T[], ms: number, signal: AbortSignal): Promise<T[]> {
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          if (waiter.over) return;
          waiter.over = true;
          timer.cancel();
          signal.removeEventListener('abort', give);
          settle();
        };
        const give = () => end(() => resolve([]));
        const waiter: Waiter = {
          over: false,
          attempt() {
            const taken = take();
            if (taken.length === 0) return false;
            end(() => resolve(taken));
            return true;
          },
          fail: (error) => end(() => reject(error)),
        };
        const timer = clock.after(ms, give);
        if (signal.aborted) return give();
        signal.addEventListener('abort', give, { once: true });
        waiting.push(waiter);
      });
    },
    /** Ends every wait with an error: the queue is gone. */
    fail(error: unknown) {
      for (let waiter = waiting.shift(); waiter; waiter = waiting.shift()) waiter.fail(error);
    },
  };
}
