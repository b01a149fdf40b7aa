import type { Stack } from '../service.ts';
import { effectivePolicy } from './delivery-policy.ts';
import { type Attempt, ClientSideError, type Send } from './endpoints/endpoint.ts';
import { sendToHttp } from './endpoints/http.ts';
import { sendToLambda } from './endpoints/lambda.ts';
import { sendToQueue, sendToSqs } from './endpoints/sqs.ts';
import { HTTP_LIMIT, MANAGED, retryDelays } from './ladder.ts';
import { type Delivery, type Store, type Subscription, storeOf } from './store.ts';
import { throttleOf } from './throttle.ts';

const SENDERS: Record<string, Send> = { lambda: sendToLambda, sqs: sendToSqs, http: sendToHttp, https: sendToHttp };

/** Sees one delivery through: attempts along the ladder, then the dead-letter queue, then its record goes. Never rejects. */
export async function deliver(stack: Stack, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const store = storeOf(stack);
  try {
    await climb(stack, store, delivery, signal);
    store.deliveries.delete(delivery.id);
  } catch (error) {
    // Stopped on the way: the record stays for the stack that comes back.
    if (!signal.aborted) console.error('emulator: sns failed to deliver:', error);
  }
}

async function climb(stack: Stack, store: Store, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const ladder = ladderOf(store, delivery);
  for (let i = 1; i < delivery.attempts; i++) ladder.next();
  for (;;) {
    await wait(stack, delivery, signal);
    const subscription = store.subscriptions.get(delivery.subscriptionArn);
    const topic = store.topics.get(delivery.topicArn);
    if (!subscription || !topic) {
      emit(stack, 'sns.failed', delivery, undefined, { reason: 'the subscription was deleted' });
      return;
    }
    const policy = effectivePolicy(topic, subscription);
    const { message, traceHeader } = delivery;
    const attempt: Attempt = { stack, topic, subscription, message, policy, traceHeader, signal };
    // Delivery policies are for HTTP alone: nothing slows SQS and Lambda down.
    if (subscription.protocol.startsWith('http'))
      await throttleOf(stack).pass(subscription.arn, policy.throttlePolicy?.maxReceivesPerSecond, signal);
    delivery.attempts++;
    try {
      const sent = await (SENDERS[subscription.protocol] as Send)(attempt);
      emit(stack, 'sns.delivered', delivery, subscription, { attempts: delivery.attempts, ...sent });
      return;
    } catch (error) {
      signal.throwIfAborted();
      const delay = error instanceof ClientSideError ? undefined : ladder.next().value;
      if (typeof delay !== 'number') return giveUp(attempt, delivery, error as Error);
      delivery.dueAt = stack.clock.now() + delay;
      store.deliveries.put(delivery.id, delivery);
      emit(stack, 'sns.retried', delivery, subscription, { attempt: delivery.attempts, delayMs: delay, reason: (error as Error).message });
    }
  }
}

function ladderOf(store: Store, { topicArn, subscriptionArn }: Delivery) {
  const subscription = store.subscriptions.get(subscriptionArn);
  if (!subscription?.protocol.startsWith('http')) return retryDelays(MANAGED);
  return retryDelays(effectivePolicy(store.topics.get(topicArn), subscription).healthyRetryPolicy, HTTP_LIMIT);
}

/** Until the attempt is due; immediate retries don't wait for the clock to be moved. */
async function wait(stack: Stack, { dueAt }: Delivery, signal: AbortSignal) {
  const ms = dueAt - stack.clock.now();
  if (ms > 0) await stack.clock.sleep(ms, signal);
  signal.throwIfAborted();
}

/** The message goes to the subscription's dead-letter queue where it has one, and is discarded where it has none. */
async function giveUp(attempt: Attempt, delivery: Delivery, reason: Error): Promise<void> {
  const { stack, subscription } = attempt;
  const { deadLetterTargetArn } = JSON.parse(subscription.attributes.RedrivePolicy || '{}') as { deadLetterTargetArn?: string };
  const detail = { attempts: delivery.attempts, reason: reason.message };
  if (!deadLetterTargetArn || delivery.message.type !== 'Notification') return emit(stack, 'sns.failed', delivery, subscription, detail);
  try {
    const sent = await sendToQueue(attempt, deadLetterTargetArn);
    emit(stack, 'sns.dead-lettered', delivery, subscription, { ...detail, deadLetterQueue: deadLetterTargetArn, ...sent });
  } catch (error) {
    attempt.signal.throwIfAborted();
    emit(stack, 'sns.failed', delivery, subscription, {
      ...detail,
      deadLetterQueue: deadLetterTargetArn,
      deadLetterError: (error as Error).message,
    });
  }
}

function emit(
  stack: Stack,
  type: string,
  delivery: Delivery,
  subscription: Subscription | undefined,
  detail: Record<string, unknown>,
): void {
  const { message, topicArn, subscriptionArn, traceHeader } = delivery;
  const { endpoint, protocol } = subscription ?? {};
  stack.events.emit({
    type,
    resource: topicArn,
    messageId: message.messageId,
    traceHeader,
    detail: { subscription: subscriptionArn, endpoint, protocol, messageType: message.type, ...detail },
  });
}
