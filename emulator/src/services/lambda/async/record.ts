import type { Stack } from '../../service.ts';
import type { EventInvokeRecord, FunctionRecord } from '../store.ts';
import { LATEST } from '../store.ts';

/** An event that has been accepted and has not come to its end. */
export interface QueuedEvent {
  requestId: string;
  arn: string;
  qualifier: string | undefined;
  /** JSON text. */
  payload: string;
  traceHeader: string;
  clientContext: string | undefined;
  acceptedAt: number;
  /** Times that the function has run. */
  attempts: number;
  /** Times in a row that there was no place to run it. */
  throttles: number;
  dueAt: number;
}

export const queueOf = (stack: Stack) => stack.journal.table<QueuedEvent>('lambda.async');

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const RETRY_DELAYS_MS = [60_000, 120_000];
export const FIRST_BACKOFF_MS = 1000;
export const MAX_BACKOFF_MS = 300_000;
export const MAX_AGE_S = 21_600;

export const eventInvokeOf = (record: FunctionRecord, qualifier: string | undefined): EventInvokeRecord | undefined =>
  record.eventInvoke[qualifier ?? LATEST];
