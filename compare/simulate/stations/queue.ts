import type { Share, World } from '../world.ts';
import { createBucket } from './bucket.ts';
import { groupedStore } from './grouped-store.ts';
import { plainStore } from './plain-store.ts';

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
