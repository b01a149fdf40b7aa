import { percentile } from '../../measures.ts';
import { exactly, type Quantiles } from '../../simulate/quantiles.ts';
import { DEFAULTS, type Settings } from '../../simulate/settings.ts';
import type { Parts } from '../../simulate/validate/measured.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import { calmRows, observe } from './observed.ts';
import { twinOf } from './twin.ts';

type Lane = Run['lanes'][number];

/** Read from the lane's rows, message by message. */
export function partsOf(run: Run, lane: Lane, { rows, calm } = observe(run, lane)): Parts {
  const twin = twinOf(lane);
  const some = calmRows(run, lane, rows);
  const part = (ms: (row: Row) => number) => quantilesOf(some.map((row) => Math.max(0, ms(row))));
  const { batchWindowS, delayS, maximumConcurrency, reservedConcurrency } = lane.settings;
  const waits =
    batchWindowS > 0 || twin?.consumer === 'short-poll' || maximumConcurrency !== undefined || reservedConcurrency !== undefined;
  return {
    entranceMs: part(({ handedOverAt = 0, sentAt }) => handedOverAt - sentAt),
    // a hand-over that waits ends with the mail
    replyMs: part(
      ({ answeredAt, deliveredAt = answeredAt, handedOverAt = answeredAt }) =>
        answeredAt - (twin?.handOver === 'invoke' ? deliveredAt : handedOverAt),
    ),
    // what waits for a window, a poll or a free consumer had the way alone at its quickest
    triggerMs: waits && delayS === 0 ? exactly(percentile(calm, 0.01) ?? 0) : quantilesOf(calm),
    mailMs: part(({ deliveredAt = 0, handledAt = 0 }) => deliveredAt - handledAt),
  };
}

const SHARES = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99] as const;

const quantilesOf = (values: readonly number[]): Quantiles => SHARES.map((share) => [share, percentile(values, share) ?? 0]);

/**
 * The simulation's settings for a lane of a run: its own, AWS's and the provider's knobs, with parts as measured. Ladders, visibility and
 * windows pass by the target's clock; everything else is real time. The warm-up is over when a run begins, so nothing starts cold.
 */
export function settingsOfLane(run: Run, lane: Lane, parts: Parts, { cameRate: rate, loadMs } = observe(run, lane)): Settings {
  const { settings } = lane;
  const { errorRate = 0, rateLimitPerSecond = 0 } = run.providerKnobs ?? {};
  const scaled = (ms: number) => ms / run.target.timeScale;
  const { async, sqs, sns, worker } = DEFAULTS;
  const down = outageOf(run);
  const durationMs = rate > 0 ? (run.messages * 1000) / rate : loadMs;
  return {
    ...DEFAULTS,
    seed: run.seed,
    load: { rate, durationMs, ...arrivalsOf(run) },
    ...{ entranceMs: parts.entranceMs, replyMs: parts.replyMs, triggerMs: parts.triggerMs },
    // what the handler does besides is in the time of the mail
    handlerMs: 0,
    provider: {
      ...DEFAULTS.provider,
      ...{ ms: parts.mailMs, errorRate },
      ...(rateLimitPerSecond > 0 ? { rateLimit: rateLimitPerSecond } : {}),
      ...(down ? { down: { fromMs: down.fromMs, toMs: Math.min(down.toMs, 4 * 24 * 3_600_000) } } : {}),
    },
    lambda: {
      ...DEFAULTS.lambda,
      ...{ coldStartMs: exactly(0), memoryMb: settings.memoryMb },
      ...(settings.reservedConcurrency === undefined ? {} : { reservedConcurrency: settings.reservedConcurrency }),
    },
    async: {
      maximumRetryAttempts: settings.maximumRetryAttempts,
      retryMs: async.retryMs.map(scaled),
      maximumEventAgeMs: scaled(async.maximumEventAgeMs),
      firstBackoffMs: scaled(async.firstBackoffMs),
      lastBackoffMs: scaled(async.lastBackoffMs),
    },
    sqs: {
      ...sqs,
      visibilityTimeoutMs: scaled(1000 * (settings.visibilityTimeoutS ?? 6 * settings.timeoutS)),
      maxReceiveCount: settings.maxReceiveCount,
    },
    mapping: {
      batchSize: settings.batchSize,
      maximumBatchingWindowMs: scaled(1000 * settings.batchWindowS),
      ...(settings.maximumConcurrency === undefined ? {} : { maximumConcurrency: settings.maximumConcurrency }),
    },
    sns: { ...sns, httpRetryMs: sns.httpRetryMs.map(scaled) },
    worker: {
      ...{ processes: settings.workers, concurrency: settings.workerConcurrency, maxReceiveCount: settings.maxReceiveCount },
      ...{ firstRetryMs: scaled(worker.firstRetryMs), longestRetryMs: scaled(worker.longestRetryMs), shortPollMs: settings.pollMs },
    },
    deadLetters: settings.deadLetters,
  };
}

/** Bursts and ramps, as far as the simulation has them; a ramp or a recording becomes its mean rate. */
function arrivalsOf({ arrivals, messages }: Run): Pick<Settings['load'], 'arrivals' | 'burst'> & { rate?: number; durationMs?: number } {
  if (arrivals.kind !== 'burst') return { arrivals: arrivals.kind === 'poisson' ? 'poisson' : 'constant' };
  const { rate, times, burstS } = arrivals;
  const quietMs = Math.max(0, messages / rate - times * burstS) * 500;
  const burst = { times, fromMs: quietMs, toMs: quietMs + burstS * 1000 };
  return { arrivals: 'constant', burst, rate, durationMs: 2 * quietMs + burstS * 1000 };
}

/** When the provider was down, in ms after the load's beginning; for ever is for ever. */
export function outageOf({ faults }: Pick<Run, 'faults'>): { fromMs: number; toMs: number } | undefined {
  const down = faults.find(({ provider }) => provider?.down);
  return down && { fromMs: down.fromS * 1000, toMs: (down.untilS ?? Number.POSITIVE_INFINITY) * 1000 };
}
