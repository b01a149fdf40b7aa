import type { Clock, Timer } from './clock/clock.ts';
import { sleepBy } from './clock/sleep.ts';
import type { EventStream } from './events/events.ts';

export interface Epoch {
  clock: Clock;
  events: EventStream;
  /** From here on its timers are gone, and what it emits is heard by nobody. */
  end(): void;
}

/**
 * Clock and events as the services see them from one reset to the next. An operation that is still under way when the emulator is
 * reset goes on in the epoch that it began in: it can neither wake up in the new one nor be taken for a part of it.
 */
export function createEpoch(clock: Clock, events: EventStream): Epoch {
  const timers = new Set<Timer>();
  let over = false;

  const after: Clock['after'] = (ms, callback) => {
    if (over) return { cancel() {} };
    const timer = clock.after(ms, () => {
      timers.delete(timer);
      callback();
    });
    timers.add(timer);
    return {
      cancel() {
        timers.delete(timer);
        timer.cancel();
      },
    };
  };

  return {
    clock: { ...clock, after, sleep: sleepBy(after) },
    events: { ...events, emit: (hop) => (over ? { ...hop, seq: 0, time: clock.now(), at: 0 } : events.emit(hop)) },
    end() {
      over = true;
      for (const timer of timers) timer.cancel();
      timers.clear();
    },
  };
}
