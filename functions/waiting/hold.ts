export interface Hold {
  /** The longest it holds on. */
  ms: number;
  everyMs: number;
  sleep(ms: number): Promise<unknown>;
  now(): number;
}

/**
 * Holds on until `look` is to be answered, or time is up; answers what was seen last. A function can't be woken by a table, so the server's
 * end of a long poll polls too: each hold is a function that runs, and is paid for, while nothing happens.
 */
export async function holdUntil<T>(look: () => Promise<T>, worthAnswering: (seen: T) => boolean, hold: Hold): Promise<T> {
  const end = hold.now() + hold.ms;
  for (;;) {
    const seen = await look();
    if (worthAnswering(seen) || hold.now() >= end) return seen;
    await hold.sleep(Math.min(hold.everyMs, Math.max(0, end - hold.now())));
  }
}
