import { exactly, type Quantiles, times } from './quantiles.ts';

/** Everything that a simulation depends on, in milliseconds and with AWS's names. What AWS publishes carries its page; the rest says so. */
export interface Settings {
  seed: number;
  load: {
    /** Shares a second. */
    rate: number;
    durationMs: number;
    arrivals: 'constant' | 'poisson';
    /** So many times the rate from `fromMs` to `toMs`. */
    burst?: { times: number; fromMs: number; toMs: number };
  };
  /** The function that takes the share: how long it runs until it has handed over. */
  entranceMs: Quantiles;
  /** What follows in it until the caller has its answer. */
  replyMs: Quantiles;
  /** Of the hand-over to the first line of the handler, instead of the mode's own. */
  triggerMs?: Quantiles;
  /** Fixed time of an invocation of the consumer, besides the provider's. */
  handlerMs: number;
  provider: {
    ms: Quantiles;
    /** Requests a second; more get 429. */
    rateLimit?: number;
    /** 0 to 1. */
    errorRate: number;
    down?: { fromMs: number; toMs: number };
    /** How long a refusal takes. */
    refusalMs: number;
    /** After that the handler gives up: the call fails, and has had no effect. */
    timeoutMs: number;
  };
  lambda: {
    /** https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
    accountConcurrency: number;
    /** ReservedConcurrentExecutions of the consumer. */
    reservedConcurrency?: number;
    /** New environments that a function may get in 10 s: https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html */
    scaleOutPer10s: number;
    coldStartMs: Quantiles;
    memoryMb: number;
  };
  /** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
  async: {
    maximumRetryAttempts: number;
    retryMs: readonly number[];
    maximumEventAgeMs: number;
    firstBackoffMs: number;
    lastBackoffMs: number;
  };
  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
  sqs: {
    visibilityTimeoutMs: number;
    maxReceiveCount: number;
    inFlightLimit: number;
    /** Calls a second of each kind to a FIFO queue without high throughput. */
    fifoCallsPerSecond: number;
    messageGroups: number;
    /** From the end of a batch to the next one's first message: two calls of SQS. Assumed. */
    roundTripMs: number;
  };
  /** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
  mapping: { batchSize: number; maximumBatchingWindowMs: number; maximumConcurrency?: number };
  /** https://docs.aws.amazon.com/general/latest/gr/sns.html; the retries are those of HTTP/S. */
  sns: { publishesPerSecond: number; httpRetryMs: readonly number[] };
  events: { putsPerSecond: number };
  /** Processes outside Lambda, as workers/send-share-email.ts: each works on `concurrency` messages at once, and retries by its own ladder. */
  worker: {
    processes: number;
    concurrency: number;
    maxReceiveCount: number;
    firstRetryMs: number;
    longestRetryMs: number;
    shortPollMs: number;
  };
  /** Whether there are dead-letter queues and destinations; without, what ran out of retries is lost. */
  deadLetters: boolean;
}

/** Around its median, as the latencies of HTTP APIs lie: an assumption, to be replaced by what you have measured. */
export const PROVIDER_SHAPE: Quantiles = [
  [0.1, 0.7],
  [0.5, 1],
  [0.9, 2],
  [0.99, 5],
];

export const DEFAULTS: Settings = {
  seed: 1,
  load: { rate: 20, durationMs: 60_000, arrivals: 'poisson' },
  entranceMs: exactly(60),
  replyMs: exactly(0),
  handlerMs: 20,
  provider: { ms: times(PROVIDER_SHAPE, 100), errorRate: 0, refusalMs: 5, timeoutMs: 5000 },
  lambda: {
    accountConcurrency: 1000,
    scaleOutPer10s: 1000,
    // assumed: a small bundle on Node.js
    coldStartMs: [
      [0.5, 250],
      [0.9, 400],
      [0.99, 800],
    ],
    memoryMb: 512,
  },
  async: {
    maximumRetryAttempts: 2,
    retryMs: [60_000, 120_000],
    maximumEventAgeMs: 6 * 3_600_000,
    firstBackoffMs: 1000,
    lastBackoffMs: 300_000,
  },
  sqs: {
    visibilityTimeoutMs: 60_000,
    maxReceiveCount: 5,
    inFlightLimit: 120_000,
    fifoCallsPerSecond: 300,
    messageGroups: 1000,
    roundTripMs: 15,
  },
  mapping: { batchSize: 10, maximumBatchingWindowMs: 0 },
  // us-east-1; recalled, other regions have less
  sns: { publishesPerSecond: 30_000, httpRetryMs: [20_000, 20_000, 20_000] },
  // us-east-1; recalled
  events: { putsPerSecond: 10_000 },
  worker: { processes: 10, concurrency: 4, maxReceiveCount: 8, firstRetryMs: 2000, longestRetryMs: 60_000, shortPollMs: 1000 },
  deadLetters: true,
};
