import { ceiling, start } from '../../../emulator/src/services/lambda/event-source-mappings/scaling.ts';
import type { SimulatedMode } from '../mode.ts';
import { at, mean, type Quantiles } from '../quantiles.ts';
import type { Settings } from '../settings.ts';

/** What a fluid approximation needs to know of a mode: how what waits is let in, and what becomes of what fails. */
export interface Way {
  /** Waits before each retry, in ms; after the last one a share is given up. */
  retryMs: readonly number[];
  /** What becomes of what finds no environment: told the caller, tried again as a failure, later and later, or left in the queue. */
  throttled: 'refuse' | 'fail' | 'back off' | 'wait';
  /** Whether the consumer runs in Lambda. */
  inLambda: boolean;
  /** The most invocations (or slots) at once, at first and ever, and how many more a second. */
  lanes: { first: number; most: number; perSecond: number };
  /** Messages that an invocation takes at most. */
  batch: number;
  /** Starts a second, at most. */
  starts: number;
  /** Mean milliseconds of an invocation of so many messages, while the provider is up. */
  busyMs(batch: number): number;
}

/** The mean of the longest of `count` samples. */
function meanOfLongest(quantiles: Quantiles, count: number): number {
  if (count <= 1) return mean(quantiles);
  let sum = 0;
  for (let i = 0; i < 500; i++) sum += at(quantiles, ((i + 0.5) / 500) ** (1 / count));
  return sum / 500;
}

const UNLIMITED = { first: Number.POSITIVE_INFINITY, most: Number.POSITIVE_INFINITY, perSecond: 0 };

export function wayOf({ consumer, handOver }: SimulatedMode, settings: Settings): Way {
  const { provider, handlerMs, async, sqs, sns, mapping, worker } = settings;
  const longest = new Map<number, number>();
  const busyMs = (batch: number) => {
    const count = Math.max(1, Math.round(batch));
    const known = longest.get(count) ?? handlerMs + meanOfLongest(provider.ms, count);
    longest.set(count, known);
    return known;
  };
  const base = { inLambda: true, lanes: UNLIMITED, batch: 1, starts: Number.POSITIVE_INFINITY, busyMs };
  const slots = worker.processes * worker.concurrency;
  const ladder = Array.from(
    { length: worker.maxReceiveCount - 1 },
    (_, i) => Math.min(worker.longestRetryMs, worker.firstRetryMs * 2 ** i) * 0.75,
  );
  const visibility = Array.from({ length: sqs.maxReceiveCount - 1 }, () => sqs.visibilityTimeoutMs);
  switch (consumer) {
    case 'function':
      return { ...base, retryMs: [], throttled: 'refuse' };
    case 'async-queue':
      return { ...base, retryMs: async.retryMs.slice(0, async.maximumRetryAttempts), throttled: 'back off' };
    case 'http':
      return { ...base, retryMs: sns.httpRetryMs, throttled: 'fail' };
    case 'mapping':
      return {
        ...base,
        retryMs: visibility,
        throttled: 'wait',
        lanes: { first: start(mapping.maximumConcurrency), most: ceiling(mapping.maximumConcurrency), perSecond: 5 },
        batch: mapping.batchSize,
        starts: handOver === 'send-fifo' ? sqs.fifoCallsPerSecond : Number.POSITIVE_INFINITY,
        // a poller is busy from receive to receive
        busyMs: (batch) => busyMs(batch) + sqs.roundTripMs,
      };
    case 'worker':
      return { ...base, retryMs: ladder, throttled: 'wait', inLambda: false, lanes: { first: slots, most: slots, perSecond: 0 } };
    case 'short-poll': {
      const starts = (worker.processes * worker.concurrency * 1000) / worker.shortPollMs;
      return { ...base, retryMs: ladder, throttled: 'wait', inLambda: false, lanes: { first: slots, most: slots, perSecond: 0 }, starts };
    }
  }
}
