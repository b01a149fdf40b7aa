import { invalidParameter } from './errors.ts';
import { HTTP, HTTP_LIMIT, type RetryPolicy, retryDelays } from './ladder.ts';
import type { Subscription, Topic } from './store.ts';

/** How an HTTP endpoint is delivered to. */
export interface DeliveryPolicy {
  healthyRetryPolicy: RetryPolicy;
  throttlePolicy?: { maxReceivesPerSecond?: number };
  requestPolicy?: { headerContentType?: string };
  guaranteed?: boolean;
}

interface TopicPolicy {
  http?: {
    defaultHealthyRetryPolicy?: Partial<RetryPolicy>;
    disableSubscriptionOverrides?: boolean;
    defaultThrottlePolicy?: DeliveryPolicy['throttlePolicy'];
    defaultRequestPolicy?: DeliveryPolicy['requestPolicy'];
  };
}

/**
 * What holds for a subscription: its own policy where the topic lets it, else the topic's, else AWS's default.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy
 */
export function effectivePolicy(topic: Topic | undefined, subscription: Pick<Subscription, 'attributes'> | undefined): DeliveryPolicy {
  const { http = {} } = parse(topic?.attributes.DeliveryPolicy) as TopicPolicy;
  const own = http.disableSubscriptionOverrides ? {} : (parse(subscription?.attributes.DeliveryPolicy) as Partial<DeliveryPolicy>);
  const throttle = own.throttlePolicy ?? http.defaultThrottlePolicy;
  return {
    healthyRetryPolicy: { ...HTTP, ...(own.healthyRetryPolicy ?? http.defaultHealthyRetryPolicy) },
    ...(throttle ? { throttlePolicy: throttle } : {}),
    requestPolicy: { headerContentType: 'text/plain; charset=UTF-8', ...(own.requestPolicy ?? http.defaultRequestPolicy) },
  };
}

/** What GetTopicAttributes shows as EffectiveDeliveryPolicy. */
export function effectiveTopicPolicy(topic: Topic): object {
  const { healthyRetryPolicy, throttlePolicy, requestPolicy } = effectivePolicy(topic, undefined);
  const { http } = parse(topic.attributes.DeliveryPolicy) as TopicPolicy;
  return {
    http: {
      defaultHealthyRetryPolicy: healthyRetryPolicy,
      disableSubscriptionOverrides: http?.disableSubscriptionOverrides ?? false,
      ...(throttlePolicy ? { defaultThrottlePolicy: throttlePolicy } : {}),
      defaultRequestPolicy: requestPolicy,
    },
  };
}

const parse = (text: string | undefined): object => (text ? (JSON.parse(text) as object) : {});

/** Checks a DeliveryPolicy of a topic or a subscription; `prefix` is how the caller's messages begin. */
export function checkDeliveryPolicy(text: string, owner: 'topic' | 'subscription', prefix = ''): void {
  if (text === '') return;
  const refuse = (what: string) => invalidParameter(`${prefix}DeliveryPolicy: ${what}`);
  let policy: Partial<DeliveryPolicy> & TopicPolicy;
  try {
    policy = JSON.parse(text);
  } catch {
    throw refuse('failed to parse JSON.');
  }
  if (typeof policy !== 'object' || policy === null) throw refuse('must be a JSON object');
  const known = owner === 'topic' ? ['http'] : ['healthyRetryPolicy', 'throttlePolicy', 'requestPolicy', 'sicklyRetryPolicy', 'guaranteed'];
  for (const key of Object.keys(policy)) if (!known.includes(key)) throw refuse(`unknown field ${key}`);
  const retry = owner === 'topic' ? policy.http?.defaultHealthyRetryPolicy : policy.healthyRetryPolicy;
  if (!retry) return;
  const full: RetryPolicy = { ...HTTP, ...retry };
  const within = (name: keyof RetryPolicy, low: number, high: number) => {
    const value = full[name];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < low || value > high)
      throw refuse(`healthyRetryPolicy.${name} must be between ${low} and ${high}`);
  };
  within('numRetries', 0, 100);
  for (const name of ['numNoDelayRetries', 'numMinDelayRetries', 'numMaxDelayRetries'] as const) within(name, 0, full.numRetries);
  within('minDelayTarget', 1, full.maxDelayTarget);
  within('maxDelayTarget', full.minDelayTarget, HTTP_LIMIT);
  if (!['linear', 'arithmetic', 'geometric', 'exponential'].includes(full.backoffFunction))
    throw refuse(`healthyRetryPolicy.backoffFunction ${full.backoffFunction} is not one of linear, arithmetic, geometric, exponential`);
  if (full.numNoDelayRetries + full.numMinDelayRetries + full.numMaxDelayRetries > full.numRetries)
    throw refuse('healthyRetryPolicy.numRetries must be at least the sum of its phases');
  const rate = (owner === 'topic' ? policy.http?.defaultThrottlePolicy : policy.throttlePolicy)?.maxReceivesPerSecond;
  if (rate !== undefined && !(Number.isInteger(rate) && rate >= 1)) throw refuse('throttlePolicy.maxReceivesPerSecond must be at least 1');
  const total = [...retryDelays(full)].reduce((sum, ms) => sum + ms, 0) / 1000;
  if (total > HTTP_LIMIT) throw refuse(`the retries take ${Math.round(total)} seconds; at most ${HTTP_LIMIT} are allowed`);
}
