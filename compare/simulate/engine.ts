/** A discrete-event engine: what happens at a moment is a function, and time jumps from one to the next. */
export interface Engine {
  /** Virtual milliseconds since the start. */
  now(): number;
  after(ms: number, run: () => void): void;
  /** Runs what is planned, in order of time (then of planning), up to `until`; says how many events there were. */
  run(until: number): number;
}

interface Event {
  at: number;
  order: number;
  run: () => void;
}

const before = (a: Event, b: Event) => a.at < b.at || (a.at === b.at && a.order < b.order);

export function createEngine(): Engine {
  const heap: Event[] = [];
  let time = 0;
  let planned = 0;

  function push(event: Event) {
    let i = heap.length;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent] as Event;
      if (!before(event, above)) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = event;
  }

  function pop(): Event | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Event, heap[child] as Event)) child++;
      if (!before(heap[child] as Event, last)) break;
      heap[i] = heap[child] as Event;
      i = child;
    }
    heap[i] = last;
    return first;
  }

  return {
    now: () => time,
    after(ms, run) {
      push({ at: time + Math.max(0, ms), order: planned++, run });
    },
    run(until) {
      let count = 0;
      for (let next = heap[0]; next !== undefined && next.at <= until; next = heap[0]) {
        pop();
        time = next.at;
        next.run();
        count++;
      }
      return count;
    },
  };
}
