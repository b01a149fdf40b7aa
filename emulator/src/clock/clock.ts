import { sleepBy } from './sleep.ts';

/** A wait that can be given up. */
export interface Timer {
  cancel(): void;
}

/**
 * The only source of time of the stack. Virtual time runs `scale` times as fast as real time, jumps with `advance`,
 * and stands still between jumps when the clock is `frozen`. All durations are virtual milliseconds.
 */
export interface Clock {
  readonly scale: number;
  /** Virtual time, in milliseconds since the epoch. */
  now(): number;
  /**
   * `now` without what the scale alone has added: real time plus the jumps (of a frozen clock: `now`). By it are judged the times that
   * others state by real clocks, which the scale doesn't reach.
   */
  unscaled(): number;
  /** Calls back once `ms` of virtual time have gone by. A pending timer does not keep the process alive. */
  after(ms: number, callback: () => void): Timer;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Moves virtual time forward and runs, in the order of their due times, the timers that fall due on the way. */
  advance(ms: number): Promise<void>;
  /** Gives up every timer. */
  stop(): void;
}

export interface ClockOptions {
  /** How many virtual milliseconds pass in a real one; default 1. */
  scale?: number;
  /** Time moves by `advance` alone. */
  frozen?: boolean;
}

interface Entry {
  due: number;
  order: number;
  /** Absent once it has run or was cancelled; a cancelled entry leaves the heap when it comes to the front. */
  callback: (() => void) | undefined;
}

/** Node's longest timer, in real milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** Lets everything that is ready (promises, and I/O that has arrived) run before time goes on. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

export function createClock({ scale = 1, frozen = false }: ClockOptions = {}): Clock {
  if (!(scale > 0)) throw new RangeError(`time scale must be a number above 0, not ${scale}`);
  const epoch = Date.now();
  const zero = performance.now();
  let jumped = 0;
  let order = 0;
  let wake: NodeJS.Timeout | undefined;
  const entries: Entry[] = [];

  const at = (rate: number) => epoch + jumped + (frozen ? 0 : (performance.now() - zero) * rate);
  const now = () => at(scale);
  const before = (a: Entry, b: Entry) => a.due < b.due || (a.due === b.due && a.order < b.order);

  /** entries is a binary heap: the next to fall due is first. */
  function push(entry: Entry) {
    let i = entries.push(entry) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(entry, entries[parent] as Entry)) break;
      entries[i] = entries[parent] as Entry;
      i = parent;
    }
    entries[i] = entry;
  }

  function pop(): Entry | undefined {
    const first = entries[0];
    const last = entries.pop();
    if (!first || !last || first === last) return first;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= entries.length) break;
      if (child + 1 < entries.length && before(entries[child + 1] as Entry, entries[child] as Entry)) child++;
      if (before(last, entries[child] as Entry)) break;
      entries[i] = entries[child] as Entry;
      i = child;
    }
    entries[i] = last;
    return first;
  }

  function arm() {
    clearTimeout(wake);
    wake = undefined;
    while (entries[0] && !entries[0].callback) pop();
    const next = entries[0];
    if (!next || frozen) return;
    wake = setTimeout(run, Math.min(LONGEST, Math.max(0, Math.ceil((next.due - now()) / scale))));
    wake.unref();
  }

  function run() {
    while (entries[0] && entries[0].due <= now()) {
      const entry = pop() as Entry;
      const callback = entry.callback;
      entry.callback = undefined;
      callback?.();
    }
    arm();
  }

  const clock: Clock = {
    scale,
    now,
    unscaled: () => at(1),
    after(ms, callback) {
      const entry: Entry = { due: now() + Math.max(0, ms), order: order++, callback };
      push(entry);
      if (entries[0] === entry) arm();
      return {
        cancel() {
          entry.callback = undefined;
          if (entries[0] === entry) arm();
        },
      };
    },
    sleep: (ms, signal) => sleepBy(clock.after)(ms, signal),
    async advance(ms) {
      const until = now() + ms;
      await settle();
      for (;;) {
        arm();
        const next = entries[0];
        if (!next || next.due > until) break;
        jumped += Math.max(0, next.due - now());
        run();
        await settle();
      }
      jumped += Math.max(0, until - now());
      run();
      await settle();
    },
    stop() {
      entries.length = 0;
      clearTimeout(wake);
    },
  };
  return clock;
}
