import { setTimeout as sleep } from 'node:timers/promises';

/** Between two looks, in real milliseconds. */
const PAUSE_MS = 50;

export interface Patience {
  /** Said when it was in vain. */
  what: string;
  limitMs: number;
  /** The most that one look may take: one that hangs would never see that the time is over. */
  lookMs: number;
  signal: AbortSignal;
}

/** Looks again and again until there is something; throws when the time is over, whatever a look does then. */
export async function until<T>(look: () => Promise<T | undefined | false>, { what, limitMs, lookMs, signal }: Patience): Promise<T> {
  const deadline = performance.now() + limitMs;
  const inVain = (why: string) => new Error(`Waited ${what}${why}`);
  for (;;) {
    const looked = new AbortController();
    const found = look();
    // what it still finds, or throws, is of no interest to anybody
    found.catch(() => undefined);
    try {
      const late = sleep(lookMs, undefined, { signal: AbortSignal.any([signal, looked.signal]) }).then(() => {
        throw inVain(` (the last look took more than ${lookMs / 1000} s)`);
      });
      late.catch(() => undefined);
      const seen = await Promise.race([found, late]);
      if (seen) return seen;
    } finally {
      looked.abort();
    }
    if (performance.now() > deadline) throw inVain('');
    await sleep(PAUSE_MS, undefined, { signal });
  }
}
