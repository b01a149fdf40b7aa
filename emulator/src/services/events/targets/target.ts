import type { Target } from '@aws-sdk/client-eventbridge';
import type { SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { parseArn } from '../../arn.ts';
import { AwsError } from '../../errors.ts';
import type { Stack } from '../../service.ts';
import type { BusEvent } from '../event.ts';
import type { Rule } from '../store.ts';

/** One attempt to deliver. */
export interface Attempt {
  stack: Stack;
  rule: Rule;
  target: Target;
  event: BusEvent;
  /** What the target gets: JSON text, unless the target's own template makes something else. */
  input: string;
  traceHeader: string | undefined;
  forwarded: boolean;
  signal: AbortSignal;
}

/** Delivers once; resolves with the id of what came of it, rejects when it didn't arrive. */
export type Send = (attempt: Attempt) => Promise<{ downstreamId?: string }>;

export interface Failure {
  /** One of the codes that EventBridge writes onto dead letters. */
  code: string;
  message: string;
  /** A retry would not help, so that AWS makes none. */
  final: boolean;
}

/** A failure with a code of its own, that no retry would help. */
export class TargetError extends Error {
  override name = 'TargetError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Sorts what a target answered: a throttle and the target's own failures are tried again, other refusals are not.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof TargetError) return { code: error.code, message: error.message, final: true };
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof AwsError)) return { code: 'INTERNAL_ERROR', message, final: false };
  const { code, status } = error;
  if (status === 429 || /Throttl|TooManyRequests/.test(code)) return { code: 'THROTTLING', message, final: false };
  if (status >= 500) return { code: 'ERROR_FROM_TARGET', message, final: false };
  if (status === 404 || /NotFound|DoesNotExist/.test(code)) return { code: 'NO_RESOURCE', message, final: true };
  if (status === 403 || /AccessDenied|NotAuthorized/.test(code)) return { code: 'NO_PERMISSIONS', message, final: true };
  return { code: 'SDK_CLIENT_ERROR', message, final: true };
}

/** What calls to other services carry: who calls is EventBridge. */
export const callerFor = (arn: { account: string; region: string }, { traceHeader, signal }: Pick<Attempt, 'traceHeader' | 'signal'>) => ({
  account: arn.account,
  region: arn.region,
  principal: 'events.amazonaws.com',
  traceHeader,
  signal,
});

/** Sends a message to a queue: a target or a dead-letter queue. */
export async function sendToQueue(
  attempt: Pick<Attempt, 'stack' | 'traceHeader' | 'signal'>,
  queueArn: string,
  message: Omit<SendMessageCommandInput, 'QueueUrl'>,
): Promise<{ downstreamId?: string }> {
  const arn = parseArn(queueArn);
  if (!arn) throw new TargetError('INVALID_PARAMETER', `${queueArn} is no queue`);
  const input = { QueueUrl: `${attempt.stack.endpoint}/${arn.account}/${arn.resource}`, ...message };
  const { MessageId } = await attempt.stack.call<{ MessageId?: string }>('sqs', 'SendMessage', input, callerFor(arn, attempt));
  return MessageId ? { downstreamId: MessageId } : {};
}
