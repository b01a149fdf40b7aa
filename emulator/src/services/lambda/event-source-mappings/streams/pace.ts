import type { Clock } from '../../../../clock/clock.ts';

/**
 * Lambda asks a shard for records four times a second. Asking an idle shard costs nothing here: whoever waits is woken by the write and
 * goes on at the moment of the next poll, so the delay is AWS's (0 to 250 ms, 125 on average) without its polls.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batching.html
 */
const POLL_MS = 250;

export interface Pace {
  /** There may be something to read. */
  wake(): void;
  /** Resolves at a poll that may bring something; with `ms`, after that time at the latest. */
  next(ms?: number): Promise<void>;
}

/** `signal` ends all waiting. The first poll is now. */
export function startPace(clock: Clock, signal: AbortSignal): Pace {
  const began = clock.now();
  let due = true;
  let last: number | undefined;
  let woken: (() => void) | undefined;

  const sleep = (ms: number) => clock.sleep(ms, signal).catch(() => {});
  /** Polls lie on a grid; one poll at each of its moments. */
  const toPoll = () => {
    const now = clock.now();
    const moment = began + Math.ceil((now - began) / POLL_MS) * POLL_MS;
    return (moment === last ? moment + POLL_MS : moment) - now;
  };
  const wakened = (ms: number | undefined) =>
    new Promise<void>((resolve) => {
      const timer = ms === undefined ? undefined : clock.after(ms, () => finish());
      const finish = () => {
        timer?.cancel();
        signal.removeEventListener('abort', finish);
        woken = undefined;
        resolve();
      };
      woken = finish;
      signal.addEventListener('abort', finish, { once: true });
    });

  return {
    wake() {
      due = true;
      woken?.();
    },
    async next(ms) {
      const until = ms === undefined ? Number.POSITIVE_INFINITY : clock.now() + ms;
      if (!due && !signal.aborted) await wakened(ms);
      if (signal.aborted || !due) return;
      await sleep(Math.max(0, Math.min(toPoll(), until - clock.now())));
      last = began + Math.floor((clock.now() - began) / POLL_MS) * POLL_MS;
      due = false;
    },
  };
}
