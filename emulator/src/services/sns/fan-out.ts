import { randomUUID } from 'node:crypto';
import { compileFilterPolicy, type FilteredMessage, type FilterPolicyScope } from '../../patterns/filter-policy.ts';
import type { Stack } from '../service.ts';
import { dispatcherOf } from './dispatcher.ts';
import { bodyFor, type Message } from './message.ts';
import { type Delivery, type Subscription, storeOf } from './store.ts';

/** Gives a message to every confirmed subscription whose filter lets it through; the others' hops say that it was filtered. */
export function fanOut(stack: Stack, message: Message, traceHeader: string | undefined): void {
  const deliveries: Delivery[] = [];
  for (const subscription of storeOf(stack).subscriptionsOf(message.topicArn)) {
    if (subscription.pending) continue;
    if (letsThrough(stack, subscription, message)) deliveries.push(deliveryOf(stack, subscription, message, traceHeader));
    else {
      const { arn, endpoint, protocol } = subscription;
      const detail = { subscription: arn, endpoint, protocol };
      stack.events.emit({ type: 'sns.filtered', resource: message.topicArn, messageId: message.messageId, traceHeader, detail });
    }
  }
  dispatcherOf(stack).accept(deliveries);
}

export function deliveryOf(stack: Stack, { arn, topicArn }: Subscription, message: Message, traceHeader: string | undefined): Delivery {
  const id = randomUUID();
  return { id, message, topicArn, subscriptionArn: arn, attempts: 0, dueAt: stack.clock.now(), ...(traceHeader ? { traceHeader } : {}) };
}

type Filter = (message: FilteredMessage) => boolean;

/** Policies are compiled once and forgotten when they change. */
function letsThrough(stack: Stack, { arn, attributes, protocol }: Subscription, message: Message): boolean {
  const { FilterPolicy, FilterPolicyScope: scope = 'MessageAttributes' } = attributes;
  if (!FilterPolicy) return true;
  const filters = stack.singleton('sns.filters', () => new Map<string, { source: string; filter: Filter }>());
  const source = `${scope} ${FilterPolicy}`;
  let compiled = filters.get(arn);
  if (compiled?.source !== source) {
    compiled = { source, filter: compileFilterPolicy(FilterPolicy, scope as FilterPolicyScope) };
    filters.set(arn, compiled);
  }
  return compiled.filter({ body: bodyFor(message, protocol), attributes: message.attributes });
}
