import { type Arn, parseArn } from '../arn.ts';
import type { Context, Stack } from '../service.ts';
import { invalidParameter, notFound } from './errors.ts';
import { type Subscription, storeOf, type Topic } from './store.ts';

/** The topic of that ARN, or the error that AWS gives for it. */
export function requireTopic(context: Pick<Context, 'stack'>, arn: string | undefined, name = 'TopicArn'): Topic {
  if (!arn) throw invalidParameter(name);
  if (!parseArn(arn)) throw invalidParameter(`${name} Reason: An ARN must have at least 6 elements, not ${arn.split(':').length}`);
  const topic = storeOf(context.stack).topics.get(arn);
  if (!topic) throw notFound('Topic does not exist');
  return topic;
}

export function requireSubscription(context: Pick<Context, 'stack'>, arn: string | undefined): Subscription {
  if (!arn) throw invalidParameter('SubscriptionArn');
  const elements = arn.split(':').length;
  if (elements < 6) throw invalidParameter(`SubscriptionArn Reason: An ARN must have at least 6 elements, not ${elements}`);
  const subscription = storeOf(context.stack).subscriptions.get(arn);
  if (!subscription) throw notFound('Subscription does not exist');
  return subscription;
}

/** `https://sqs…/account/name` of a queue's ARN, at this stack. */
export function queueUrl(stack: Stack, arn: Arn): string {
  return `${stack.endpoint}/${arn.account}/${arn.resource}`;
}
