import type { RetryPolicy } from '@aws-sdk/client-eventbridge';

/** Where a target says nothing: 185 retries within a day. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
export const MAX_RETRIES = 185;
export const MAX_AGE_S = 86_400;

const FIRST_MS = 1000;
const LONGEST_MS = 512_000;

export type Exhausted = 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';

/**
 * The wait before the next attempt in milliseconds, or what limit ends the attempts. AWS says "exponential back off and jitter" and
 * prints no figures: here the wait doubles from 1 to 512 seconds, with which the 185 retries of the default fill its day, and half of
 * it is left to chance.
 */
export function nextDelay(
  { MaximumRetryAttempts: retries = MAX_RETRIES, MaximumEventAgeInSeconds: age = MAX_AGE_S }: RetryPolicy,
  { attempts, ageMs }: { attempts: number; ageMs: number },
  chance: () => number,
): number | Exhausted {
  if (attempts > retries) return 'MaximumRetryAttempts';
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempts - 1));
  const delay = Math.round(longest * (0.5 + chance() / 2));
  return ageMs + delay > age * 1000 ? 'MaximumEventAgeInSeconds' : delay;
}
