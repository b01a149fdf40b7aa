import { ceiling, start } from '../../../emulator/src/services/lambda/event-source-mappings/scaling.ts';
import { ladderOf } from '../../predict/ladder.ts';
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

export function wayOf(mode: SimulatedMode, settings: Settings): Way {
  const { consumer, handOver } = mode;
  const { provider, handlerMs, sqs, mapping, worker } = settings;
  const longest = new Map<number, number>();
  const busyMs = (batch: number) => {
    const count = Math.max(1, Math.round(batch));
    const known = longest.get(count) ?? handlerMs + meanOfLongest(provider.ms, count);
    longest.set(count, known);
    return known;
  };
  const base = { retryMs: ladderOf(mode, settings), inLambda: true, lanes: UNLIMITED, batch: 1, starts: Number.POSITIVE_INFINITY, busyMs };
  const slots = worker.processes * worker.concurrency;
  switch (consumer) {
    case 'function':
      return { ...base, throttled: 'refuse' };
    case 'async-queue':
      return { ...base, throttled: 'back off' };
    case 'http':
      return { ...base, throttled: 'fail' };
    case 'mapping':
      return {
        ...base,
        throttled: 'wait',
        lanes: { first: start(mapping.maximumConcurrency), most: ceiling(mapping.maximumConcurrency), perSecond: 5 },
        batch: mapping.batchSize,
        starts: handOver === 'send-fifo' ? sqs.fifoCallsPerSecond : Number.POSITIVE_INFINITY,
        // a poller is busy from receive to receive
        busyMs: (batch) => busyMs(batch) + sqs.roundTripMs,
      };
    case 'worker':
      return { ...base, throttled: 'wait', inLambda: false, lanes: { first: slots, most: slots, perSecond: 0 } };
    case 'short-poll': {
      const starts = (worker.processes * worker.concurrency * 1000) / worker.shortPollMs;
      return { ...base, throttled: 'wait', inLambda: false, lanes: { first: slots, most: slots, perSecond: 0 }, starts };
    }
  }
}
