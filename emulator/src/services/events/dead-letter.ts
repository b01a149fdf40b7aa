import type { Target } from '@aws-sdk/client-eventbridge';
import type { Stack } from '../service.ts';
import type { Exhausted } from './retry.ts';
import type { Delivery, Rule } from './store.ts';
import { type Failure, sendToQueue } from './targets/target.ts';

export interface DeadLetter {
  delivery: Delivery;
  rule: Rule;
  target: Target;
  why: Omit<Failure, 'final'> & { exhausted: Exhausted | undefined };
}

/**
 * Sends the event, as it was put, to a dead-letter queue; attributes say which rule and target it is of and what went wrong.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function buryIn(stack: Stack, queueArn: string, { delivery, rule, target, why }: DeadLetter, signal: AbortSignal) {
  const values: Record<string, string | undefined> = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.Arn,
    ERROR_CODE: why.code,
    ERROR_MESSAGE: why.message.slice(0, 1024) || why.code,
    EXHAUSTED_RETRY_CONDITION: why.exhausted,
    RETRY_ATTEMPTS: String(delivery.attempts - 1),
  };
  const MessageAttributes = Object.fromEntries(
    Object.entries(values).flatMap(([name, StringValue]) =>
      StringValue === undefined ? [] : [[name, { DataType: 'String', StringValue }]],
    ),
  );
  return sendToQueue({ stack, traceHeader: delivery.traceHeader, signal }, queueArn, {
    MessageBody: JSON.stringify(delivery.event),
    MessageAttributes,
  });
}
