import * as z from 'zod';
import type { Entry, Store } from './store.ts';

/** How a third party calls others, and how badly. In real milliseconds, since it runs outside our stack and its clock. */
export const deliveryShape = {
  /** Waits between attempts; after the last one it gives up. */
  ladderMs: z.array(z.number().min(0)).max(30),
  timeoutMs: z.number().min(1),
  /** Deliveries made once more though they were answered well, 0 to 1. */
  duplicateRate: z.number().min(0).max(1),
};

export interface Attempt {
  at: number;
  /** 0: no answer. */
  status: number;
  tookMs: number;
}

/** Something on its way to somebody else's URL. Its id is the same at every attempt; the signature is not. */
export interface Delivery extends Entry {
  state: 'pending' | 'delivered' | 'given-up';
  attempts: Attempt[];
  nextAttemptAt: number;
}

/** What a delivery is before its first attempt. */
export const undelivered = { state: 'pending', attempts: [] as Attempt[] } as const;

export interface LadderDeps<One extends Delivery> {
  deliveries: Store<One>;
  /** Posts it once, signed anew; answers the status. */
  attempt(delivery: One): Promise<number>;
  settings(): Promise<{ ladderMs: readonly number[]; duplicateRate: number }>;
  /** In [0, 1): below the rate, what was answered well is made once more. */
  dice(delivery: One): number;
}

export interface Ladder<One extends Delivery> {
  /** Attempts it now, and what fails again later. */
  climb(delivery: One): Promise<void>;
  /** Attempts it when its time has come. */
  wakeFor(delivery: One): void;
  /** Attempts whatever is due: a function has no time of its own between requests, so whoever watches may ask for it. */
  pump(): Promise<void>;
}

/** At least once and in no order, on a ladder, until it is answered well or given up. */
export function createLadder<One extends Delivery>({ deliveries, attempt, settings, dice }: LadderDeps<One>): Ladder<One> {
  const busy = new Set<string>();

  async function climb(delivery: One): Promise<void> {
    if (busy.has(delivery.id)) return;
    busy.add(delivery.id);
    try {
      const { ladderMs, duplicateRate } = await settings();
      const at = Date.now();
      const status = await attempt(delivery);
      const made: Attempt = { at, status, tookMs: Date.now() - at };
      const well = status >= 200 && status < 300;
      // one that was forgotten meanwhile is not brought back
      const next = await deliveries.update(delivery.id, (kept) => {
        const wait = ladderMs[kept.attempts.length];
        // another process may have been at it too, and luckier
        const state = well || kept.state === 'delivered' ? 'delivered' : wait === undefined ? 'given-up' : 'pending';
        return { ...kept, attempts: [...kept.attempts, made], state, nextAttemptAt: Date.now() + (wait ?? 0) };
      });
      if (next?.state === 'pending') wakeFor(next);
      if (well && dice(delivery) < duplicateRate) await attempt(delivery);
    } finally {
      busy.delete(delivery.id);
    }
  }

  const wakeFor = ({ id, nextAttemptAt }: One): void => {
    setTimeout(
      // nobody waits for it: what fails here is left to the next pump
      () => void wake(id).catch(console.error),
      Math.max(nextAttemptAt - Date.now(), 0),
    ).unref();
  };
  async function wake(id: string): Promise<void> {
    const delivery = await deliveries.find(id);
    if (delivery?.state === 'pending') await climb(delivery);
  }

  return {
    climb,
    wakeFor,
    async pump() {
      const due = (await deliveries.list()).filter(({ state, nextAttemptAt }) => state === 'pending' && nextAttemptAt <= Date.now());
      await Promise.all(due.map(climb));
    },
  };
}
