import type { Target } from '@aws-sdk/client-eventbridge';
import { chanceOf } from '../chance.ts';
import type { Stack } from '../service.ts';
import { buryIn, type DeadLetter } from './dead-letter.ts';
import { nextDelay } from './retry.ts';
import { type Delivery, type Rule, storeOf } from './store.ts';
import { inputFor } from './target-input.ts';
import { sendTo } from './targets/index.ts';
import { type Attempt, failureOf } from './targets/target.ts';

/** Sees one delivery through: attempts until the retry policy ends, then the dead-letter queue, then its record goes. Never rejects. */
export async function deliver(stack: Stack, delivery: Delivery, signal: AbortSignal): Promise<void> {
  try {
    await climb(stack, delivery, signal);
    storeOf(stack).deliveries.delete(delivery.id);
  } catch (error) {
    // Stopped on the way: the record stays for the stack that comes back.
    if (!signal.aborted) console.error('emulator: events failed to deliver:', error);
  }
}

async function climb(stack: Stack, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const { deliveries, rules } = storeOf(stack);
  for (;;) {
    const ms = delivery.dueAt - stack.clock.now();
    if (ms > 0) await stack.clock.sleep(ms, signal);
    signal.throwIfAborted();
    const rule = rules.get(delivery.ruleArn);
    const target = rule?.targets.find(({ Id }) => Id === delivery.targetId);
    if (!rule || !target) return emit(stack, 'events.failed', delivery, undefined, { reason: 'the target was removed' });
    const { event, traceHeader, forwarded } = delivery;
    delivery.attempts++;
    try {
      const input = inputFor(target, rule, event, delivery.acceptedAt);
      const attempt: Attempt = { stack, rule, target, event, input, traceHeader, forwarded, signal };
      const sent = await sendTo(attempt);
      return emit(stack, 'events.delivered', delivery, target, { attempts: delivery.attempts, ...sent });
    } catch (error) {
      signal.throwIfAborted();
      const { code, message, final } = failureOf(error);
      const ageMs = stack.clock.now() - delivery.acceptedAt;
      const delay = final
        ? undefined
        : nextDelay(target.RetryPolicy ?? {}, { attempts: delivery.attempts, ageMs }, chanceOf(stack, 'events'));
      if (typeof delay !== 'number') return giveUp(stack, delivery, rule, target, { code, message, exhausted: delay }, signal);
      delivery.dueAt = stack.clock.now() + delay;
      deliveries.put(delivery.id, delivery);
      emit(stack, 'events.retried', delivery, target, { attempt: delivery.attempts, delayMs: delay, code, reason: message });
    }
  }
}

/** The event goes to the target's dead-letter queue where it has one, and is dropped where it has none. */
async function giveUp(
  stack: Stack,
  delivery: Delivery,
  rule: Rule,
  target: Target,
  why: DeadLetter['why'],
  signal: AbortSignal,
): Promise<void> {
  const detail = {
    attempts: delivery.attempts,
    code: why.code,
    reason: why.message,
    ...(why.exhausted ? { exhausted: why.exhausted } : {}),
  };
  const queue = target.DeadLetterConfig?.Arn;
  if (!queue) return emit(stack, 'events.failed', delivery, target, detail);
  try {
    const sent = await buryIn(stack, queue, { delivery, rule, target, why }, signal);
    emit(stack, 'events.dead-lettered', delivery, target, { ...detail, deadLetterQueue: queue, ...sent });
  } catch (error) {
    signal.throwIfAborted();
    emit(stack, 'events.failed', delivery, target, { ...detail, deadLetterQueue: queue, deadLetterError: (error as Error).message });
  }
}

function emit(stack: Stack, type: string, delivery: Delivery, target: Target | undefined, detail: Record<string, unknown>): void {
  const { event, ruleArn, targetId, traceHeader } = delivery;
  const endpoint = target?.Arn;
  stack.events.emit({
    type,
    resource: storeOf(stack).rules.get(ruleArn)?.busArn ?? ruleArn,
    messageId: event.id,
    traceHeader,
    detail: { rule: ruleArn, targetId, endpoint, protocol: endpoint?.split(':')[2], ...detail },
  });
}
