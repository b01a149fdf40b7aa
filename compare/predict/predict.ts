import type { SimulatedMode } from '../simulate/mode.ts';
import { at, mean } from '../simulate/quantiles.ts';
import type { Settings } from '../simulate/settings.ts';
import {
  atOnce,
  drainSeconds,
  drainSecondsOnRamp,
  meanWaitMs,
  mostPerSecond,
  pollWaitMs,
  RAMP,
  survival,
  windowWaitMs,
} from './formulas.ts';
import { ladderOf } from './ladder.ts';

/** What paper and pencil say of a mode under a load. */
export interface Prediction {
  mode: string;
  /** Median from the hand-over to the handler, where nothing is down. */
  triggerMs: number;
  /** Invocations (or slots) at once, on average. */
  concurrency: number;
  /** Shares that wait when the provider comes back. */
  backlogAfterOutage: number;
  /** Seconds from then until all of them are sent, the wait of the ladder included. */
  drainSeconds: number;
  /** Of the shares that came during the outage. */
  survives: number;
  /** What was taken for granted. */
  assumes: string[];
}

export function predict(mode: SimulatedMode, settings: Settings): Prediction {
  const { load, provider, handlerMs, mapping, sqs, worker, lambda } = settings;
  const { rate } = load;
  const serviceMs = handlerMs + mean(provider.ms);
  const outageMs = provider.down ? provider.down.toMs - provider.down.fromMs : 0;
  const transit = at(settings.triggerMs ?? mode.triggerMs, 0.5);
  const queueing = (servers: number) => {
    const wait = meanWaitMs(rate, serviceMs, servers);
    // a queue that grows is half as long on average as at the end
    return Number.isFinite(wait)
      ? wait
      : ((rate - mostPerSecond(servers, serviceMs)) / mostPerSecond(servers, serviceMs)) * (load.durationMs / 2);
  };
  const base = {
    mode: mode.name,
    concurrency: atOnce(rate, serviceMs),
    assumes: [`${Math.round(serviceMs)} ms an invocation, on average`],
  };
  const lambdaLimit = lambda.reservedConcurrency ?? lambda.accountConcurrency;
  const arrived = (rate * outageMs) / 1000;
  const ladder = ladderOf(mode, settings);
  const survives = outageMs > 0 ? survival(outageMs, ladder) : 1;
  const after = { survives, backlogAfterOutage: arrived * survives };
  switch (mode.consumer) {
    case 'function':
      return {
        ...base,
        triggerMs: transit,
        ...after,
        drainSeconds: 0,
        assumes: [...base.assumes, 'nobody tries again'],
      };
    case 'async-queue':
    case 'http':
      return {
        ...base,
        triggerMs: transit,
        ...after,
        // the last to fail waits for its next try
        drainSeconds:
          after.backlogAfterOutage > 0
            ? nextTry(ladder, outageMs) / 1000 + drainSeconds(after.backlogAfterOutage, mostPerSecond(lambdaLimit, serviceMs), rate)
            : 0,
        assumes: [...base.assumes, 'no throttles'],
      };
    case 'mapping': {
      const most = mapping.maximumConcurrency ?? RAMP.most;
      const cycleMs = serviceMs + sqs.roundTripMs;
      const wait = Math.max(0, queueing(Math.min(most, Math.max(RAMP.first, Math.ceil(atOnce(rate, cycleMs)) + 1))));
      return {
        ...base,
        triggerMs:
          transit +
          (mapping.maximumConcurrency === undefined ? 0 : wait) +
          windowWaitMs(rate, mapping.batchSize, mapping.maximumBatchingWindowMs),
        ...after,
        drainSeconds:
          after.backlogAfterOutage > 0
            ? sqs.visibilityTimeoutMs / 1000 +
              drainSecondsOnRamp(0.1 * after.backlogAfterOutage, mostPerSecond(1, cycleMs, mapping.batchSize), rate, most)
            : 0,
        assumes: [
          ...base.assumes,
          'batches of one where there is no backlog',
          'what failed comes back spread over a visibility timeout, as it came',
        ],
      };
    }
    case 'worker':
    case 'short-poll': {
      const servers = worker.processes * worker.concurrency;
      const polls = mode.consumer === 'short-poll' ? pollWaitMs(worker.shortPollMs, worker.processes) : 0;
      const capacity = mode.consumer === 'short-poll' ? (servers * 1000) / worker.shortPollMs : mostPerSecond(servers, serviceMs);
      return {
        ...base,
        triggerMs: transit + polls + (rate < capacity ? queueing(servers) : ((rate - capacity) / capacity) * (load.durationMs / 2)),
        concurrency: Math.min(servers, base.concurrency),
        ...after,
        drainSeconds:
          after.backlogAfterOutage > 0
            ? Math.min(worker.longestRetryMs, outageMs) / 1000 + drainSeconds(after.backlogAfterOutage, capacity, rate)
            : 0,
        assumes: [...base.assumes, `${servers} messages at once`],
      };
    }
  }
}

/** The longest wait that the last to fail in an outage has before it: what failed first may be on a later step. */
function nextTry(ladder: readonly number[], outageMs: number): number {
  let tried = 0;
  let longest = 0;
  for (const wait of ladder) {
    if (tried <= outageMs) longest = Math.max(longest, wait);
    tried += wait;
  }
  return longest;
}
