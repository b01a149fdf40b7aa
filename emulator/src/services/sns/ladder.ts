/** A retry policy in the words of AWS; delays in seconds. */
export interface RetryPolicy {
  numRetries: number;
  numNoDelayRetries: number;
  minDelayTarget: number;
  numMinDelayRetries: number;
  maxDelayTarget: number;
  numMaxDelayRetries: number;
  backoffFunction: Backoff;
}

export type Backoff = 'linear' | 'arithmetic' | 'geometric' | 'exponential';

/** Lambda and SQS: 3 at once, 2 a second apart, 10 from 1 to 20 seconds, 100,000 every 20 seconds: more than 23 days. */
export const MANAGED: RetryPolicy = {
  numRetries: 100_015,
  numNoDelayRetries: 3,
  minDelayTarget: 1,
  numMinDelayRetries: 2,
  maxDelayTarget: 20,
  numMaxDelayRetries: 100_000,
  backoffFunction: 'exponential',
};

/** HTTP and HTTPS where no policy says otherwise: three more tries, 20 seconds apart. */
export const HTTP: RetryPolicy = {
  numRetries: 3,
  numNoDelayRetries: 0,
  minDelayTarget: 20,
  numMinDelayRetries: 0,
  maxDelayTarget: 20,
  numMaxDelayRetries: 0,
  backoffFunction: 'linear',
};

/** All retries of an HTTP endpoint together may take this long, in seconds; a hard limit of AWS. */
export const HTTP_LIMIT = 3600;

/**
 * The milliseconds to wait before each retry, phase by phase: immediate, pre-backoff, backoff, post-backoff. It ends when the
 * policy is exhausted or when the waits together would pass `limit` seconds. Without the jitter that AWS adds: what a figure or
 * a test shows is the ladder itself.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export function* retryDelays(policy: RetryPolicy, limit = Number.POSITIVE_INFINITY): Generator<number, void, void> {
  let total = 0;
  for (const seconds of phases(policy)) {
    total += seconds;
    if (total > limit) return;
    yield Math.round(seconds * 1000);
  }
}

function* phases(policy: RetryPolicy): Generator<number> {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries, minDelayTarget, maxDelayTarget } = policy;
  const backoff = Math.max(0, numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries);
  for (let i = 0; i < numNoDelayRetries; i++) yield 0;
  for (let i = 0; i < numMinDelayRetries; i++) yield minDelayTarget;
  for (let i = 0; i < backoff; i++) yield CURVES[policy.backoffFunction](minDelayTarget, maxDelayTarget, i, backoff);
  for (let i = 0; i < numMaxDelayRetries; i++) yield maxDelayTarget;
}

/**
 * The `i`-th of `n` delays from `min` to `max`. AWS draws its four curves in a chart and prints no formula; these reach the same
 * ends: arithmetic in growing steps, geometric by a constant ratio, exponential in doubling steps.
 */
const CURVES: Record<Backoff, (min: number, max: number, i: number, n: number) => number> = {
  linear: (min, max, i, n) => min + (max - min) * (n > 1 ? i / (n - 1) : 1),
  arithmetic: (min, max, i, n) => min + (max - min) * (n > 1 ? (i * (i + 1)) / (n * (n - 1)) : 1),
  geometric: (min, max, i, n) => (n > 1 && min > 0 ? min * (max / min) ** (i / (n - 1)) : max),
  exponential: (min, max, i, n) => min + (max - min) * (n > 1 ? (2 ** i - 1) / (2 ** (n - 1) - 1) : 1),
};
