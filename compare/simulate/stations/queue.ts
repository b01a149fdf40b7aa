import type { Share, World } from '../world.ts';
import { createBucket } from './bucket.ts';

export interface Queue {
  send(share: Share): void;
  /** Up to `max` messages, now hidden. */
  receive(max: number): Share[];
  remove(shares: readonly Share[]): void;
  /** Visible again after so many milliseconds. */
  hide(shares: readonly Share[], ms: number): void;
  visible(): number;
  /** Called whenever a message may be received. */
  onVisible(listener: () => void): void;
}

/** A standard queue: hidden messages come back, and what was received too often goes to the dead letters at the next receive. */
export function createQueue(world: World, maxReceiveCount = world.settings.sqs.maxReceiveCount): Queue {
  const { engine, settings, limits, counts } = world;
  const store = world.mode.handOver === 'send-fifo' ? groupedStore() : plainStore();
  const calls = world.mode.handOver === 'send-fifo' ? createBucket(engine.now, settings.sqs.fifoCallsPerSecond) : undefined;
  const item = calls ? 'sqsFifoRequests' : 'sqsRequests';
  let inFlight = 0;
  let listener = () => {};
  let again = false;

  /** A FIFO queue that has had its calls for the moment is asked again. */
  const askAgain = () => {
    if (again) return;
    again = true;
    engine.after(1000 / settings.sqs.fifoCallsPerSecond, () => {
      again = false;
      if (store.ready() > 0) listener();
    });
  };
  return {
    send(share) {
      store.add(share);
      listener();
    },
    receive(max) {
      if (store.ready() === 0) return [];
      if (inFlight >= settings.sqs.inFlightLimit) {
        limits.hit(`${settings.sqs.inFlightLimit} messages in flight of a queue`);
        return [];
      }
      if (calls && !calls.take()) {
        limits.hit(`${settings.sqs.fifoCallsPerSecond} receives a second of a FIFO queue`);
        askAgain();
        return [];
      }
      world.bill(item, 1);
      const taken: Share[] = [];
      while (taken.length < max && store.ready() > 0) {
        for (const share of store.take(max - taken.length)) {
          if (++share.receives > maxReceiveCount) {
            store.free(share);
            world.giveUp(share);
            continue;
          }
          if (share.receives > 1) counts.retries++;
          share.receivedAt = engine.now();
          inFlight++;
          taken.push(share);
        }
      }
      return taken;
    },
    remove(shares) {
      if (shares.length === 0) return;
      // ten deletions a call
      world.bill(item, Math.ceil(shares.length / 10));
      inFlight -= shares.length;
      for (const share of shares) store.free(share);
      if (store.ready() > 0) listener();
    },
    hide(shares, ms) {
      if (shares.length === 0) return;
      engine.after(ms, () => {
        inFlight -= shares.length;
        for (const share of shares.toReversed()) store.putBack(share);
        for (let i = 0; i < shares.length && store.ready() > 0; i++) listener();
      });
    },
    visible: () => store.ready(),
    onVisible(heard) {
      listener = heard;
    },
  };
}

interface Store {
  add(share: Share): void;
  /** To where it was; on a standard queue that is as good as the end. */
  putBack(share: Share): void;
  take(max: number): Share[];
  /** It will not come back. */
  free(share: Share): void;
  /** How many may be taken. */
  ready(): number;
}

function plainStore(): Store {
  let shares: Share[] = [];
  let head = 0;
  const add = (share: Share) => void shares.push(share);
  return {
    add,
    putBack: add,
    take(max) {
      const taken = shares.slice(head, head + max);
      head += taken.length;
      if (head > 10_000 && head * 2 > shares.length) {
        shares = shares.slice(head);
        head = 0;
      }
      return taken;
    },
    free() {},
    ready: () => shares.length - head,
  };
}

/** The messages of a group in order: while some are out, those behind them are locked. */
function groupedStore(): Store {
  interface Group {
    waiting: Share[];
    out: number;
  }
  const groups = new Map<number, Group>();
  /** Groups of which nothing is out, and something waits. */
  let open: Group[] = [];
  let ready = 0;
  const groupOf = ({ group }: Share) => {
    const known = groups.get(group) ?? { waiting: [], out: 0 };
    groups.set(group, known);
    return known;
  };
  const giveBack = (group: Group) => {
    group.out--;
    if (group.out > 0 || group.waiting.length === 0) return;
    open.push(group);
    ready += group.waiting.length;
  };
  return {
    add(share) {
      const group = groupOf(share);
      group.waiting.push(share);
      if (group.out > 0) return;
      ready++;
      if (group.waiting.length === 1) open.push(group);
    },
    putBack(share) {
      const group = groupOf(share);
      group.waiting.unshift(share);
      giveBack(group);
    },
    take(max) {
      const taken: Share[] = [];
      let used = 0;
      for (const group of open) {
        if (taken.length >= max) break;
        used++;
        ready -= group.waiting.length;
        const some = group.waiting.splice(0, max - taken.length);
        group.out += some.length;
        taken.push(...some);
      }
      open = open.slice(used);
      return taken;
    },
    free: (share) => giveBack(groupOf(share)),
    ready: () => ready,
  };
}
