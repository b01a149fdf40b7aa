import { randomUUID } from 'node:crypto';
import type { Stack } from '../service.ts';
import { dispatcherOf } from './dispatcher.ts';
import { deliveryOf } from './fan-out.ts';
import type { Message } from './message.ts';
import type { Subscription } from './store.ts';

/** Asks an HTTP endpoint whether it wants the subscription, or tells it how to get it back. */
export function askEndpoint(stack: Stack, subscription: Subscription, traceHeader: string | undefined): void {
  const message: Message = {
    type: 'SubscriptionConfirmation',
    messageId: randomUUID(),
    topicArn: subscription.topicArn,
    token: subscription.token,
    body: `You have chosen to subscribe to the topic ${subscription.topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    attributes: {},
    timestamp: new Date(stack.clock.now()).toISOString(),
  };
  dispatcherOf(stack).accept([deliveryOf(stack, subscription, message, traceHeader)]);
}
