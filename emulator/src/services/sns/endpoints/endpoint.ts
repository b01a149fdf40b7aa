import type { Stack } from '../../service.ts';
import type { DeliveryPolicy } from '../delivery-policy.ts';
import type { Message } from '../message.ts';
import type { Subscription, Topic } from '../store.ts';

/** One attempt to deliver. */
export interface Attempt {
  stack: Stack;
  topic: Topic;
  subscription: Subscription;
  message: Message;
  policy: DeliveryPolicy;
  traceHeader: string | undefined;
  signal: AbortSignal;
}

/** Delivers once; resolves with the id of what came of it, rejects when it didn't arrive. */
export type Send = (attempt: Attempt) => Promise<{ downstreamId?: string }>;

/** The endpoint refused for good: a retry would not help, so that AWS makes none. */
export class ClientSideError extends Error {
  override name = 'ClientSideError';
}
