import { compileFilterPolicy, type FilterPolicyScope } from '../../patterns/filter-policy.ts';
import { PatternError } from '../../patterns/pattern-error.ts';
import { parseArn } from '../arn.ts';
import type { Stack } from '../service.ts';
import { checkDeliveryPolicy, effectivePolicy } from './delivery-policy.ts';
import { invalidParameter } from './errors.ts';
import { type Subscription, storeOf } from './store.ts';

export interface Checked {
  topicArn: string;
  protocol: string;
  endpoint: string;
  /** Of the whole subscription: the scope decides how a policy is read. */
  attributes: Record<string, string>;
}

/**
 * Checks one attribute. `prefix` is what Subscribe's messages begin with and SetSubscriptionAttributes' do not.
 * https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
 */
export function checkSubscriptionAttribute(name: string, value: string, subscription: Checked, prefix = ''): void {
  const refuse = (what: string) => invalidParameter(`${prefix}${what}`);
  switch (name) {
    case 'RawMessageDelivery':
      if (!/^(true|false)$/i.test(value)) throw refuse(`RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
      if (value.toLowerCase() === 'true' && !['sqs', 'http', 'https'].includes(subscription.protocol))
        throw refuse(`RawMessageDelivery: ${subscription.protocol} endpoints do not support raw message delivery`);
      return;
    case 'FilterPolicyScope':
      if (value !== 'MessageAttributes' && value !== 'MessageBody')
        throw refuse(`FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`);
      return;
    case 'FilterPolicy':
      checkFilter(value, subscription, prefix);
      return;
    case 'RedrivePolicy':
      checkRedrive(value, subscription, prefix);
      return;
    case 'DeliveryPolicy':
      if (value && !subscription.protocol.startsWith('http')) throw refuse('Delivery protocol does not support delivery policies');
      checkDeliveryPolicy(value, 'subscription', prefix);
      return;
    case 'SubscriptionRoleArn':
    case 'ReplayPolicy':
      throw invalidParameter(`${prefix}The embedded stack does not support the subscription attribute ${name}`);
    default:
      throw refuse('AttributeName');
  }
}

function checkFilter(text: string, { attributes }: Checked, prefix: string) {
  if (text === '') return;
  try {
    compileFilterPolicy(text, (attributes.FilterPolicyScope ?? 'MessageAttributes') as FilterPolicyScope);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw invalidParameter(`${prefix}${error.bare ? '' : 'FilterPolicy: '}${error.message}`);
  }
}

function checkRedrive(text: string, { topicArn, endpoint, protocol }: Checked, prefix: string) {
  if (text === '') return;
  const refuse = (what: string) => invalidParameter(`${prefix}RedrivePolicy: ${what}`);
  let target: unknown;
  try {
    target = (JSON.parse(text) as { deadLetterTargetArn?: unknown }).deadLetterTargetArn;
  } catch {
    throw refuse('failed to parse JSON.');
  }
  const arn = typeof target === 'string' ? parseArn(target) : undefined;
  if (arn?.service !== 'sqs') throw refuse('deadLetterTargetArn is an invalid arn');
  const fifo = arn.resource.endsWith('.fifo');
  if (topicArn.endsWith('.fifo') && protocol === 'sqs' && endpoint.endsWith('.fifo') && !fifo)
    throw refuse('must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.');
  if (fifo && !topicArn.endsWith('.fifo')) throw refuse('a FIFO queue cannot be the DLQ of a subscription to a standard topic.');
}

/** As it is kept: booleans in lower case, what was emptied gone. */
export function normalized(attributes: Record<string, string>): Record<string, string> {
  const kept = Object.entries(attributes).filter(([, value]) => value !== '');
  return Object.fromEntries(kept.map(([name, value]) => [name, name === 'RawMessageDelivery' ? value.toLowerCase() : value]));
}

/** What GetSubscriptionAttributes answers. The scope is shown beside a policy only. */
export function shownSubscription(stack: Stack, subscription: Subscription): Record<string, string> {
  const { FilterPolicyScope, RawMessageDelivery = 'false', ...attributes } = subscription.attributes;
  const http = subscription.protocol.startsWith('http');
  const effective = http ? JSON.stringify(effectivePolicy(storeOf(stack).topics.get(subscription.topicArn), subscription)) : undefined;
  return {
    SubscriptionPrincipal: subscription.principal,
    Owner: subscription.owner,
    RawMessageDelivery,
    TopicArn: subscription.topicArn,
    Endpoint: subscription.endpoint,
    Protocol: subscription.protocol,
    PendingConfirmation: String(subscription.pending),
    ConfirmationWasAuthenticated: String(subscription.authenticated),
    SubscriptionArn: subscription.arn,
    ...attributes,
    ...(attributes.FilterPolicy ? { FilterPolicyScope: FilterPolicyScope ?? 'MessageAttributes' } : {}),
    ...(effective ? { EffectiveDeliveryPolicy: effective } : {}),
  };
}
