import { runtimeOf } from '../../../runtime/runtime.ts';
import { chanceOf } from '../../chance.ts';
import { AwsError } from '../../errors.ts';
import type { Stack } from '../../service.ts';
import { type Executed, execute } from '../execute.ts';
import { type FunctionRecord, functionsOf, qualified } from '../store.ts';
import { type Condition, deliverEnd } from './destinations.ts';
import { eventInvokeOf, FIRST_BACKOFF_MS, MAX_AGE_S, MAX_BACKOFF_MS, type QueuedEvent, queueOf, RETRY_DELAYS_MS } from './record.ts';

/**
 * Events that were accepted with 202. Each stands in the journal until it has come to its end, so that a restart goes on with it:
 * the function may then see it twice, as on AWS, but never not at all.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html
 */
export interface AsyncQueue {
  add(event: QueuedEvent): void;
  stop(): void;
}

export const asyncQueueOf = (stack: Stack): AsyncQueue => stack.singleton('lambda.async', createQueue);

function createQueue(stack: Stack): AsyncQueue {
  // Made before, so stopped after: what it cuts off must not be taken for a failure of the function.
  runtimeOf(stack);
  const table = queueOf(stack);
  let stopped = false;

  function wake(event: QueuedEvent) {
    const wait = event.dueAt - stack.clock.now();
    if (wait > 0) stack.clock.after(wait, () => void run(event));
    // What is due goes at once, and not on the clock: a frozen one would hold it back.
    else setImmediate(() => void run(event));
  }

  function again(event: QueuedEvent, delayMs: number) {
    event.dueAt = stack.clock.now() + delayMs;
    table.put(event.requestId, event);
    wake(event);
  }

  async function run(event: QueuedEvent) {
    if (stopped || !table.has(event.requestId)) return;
    const record = functionsOf(stack).get(event.arn);
    if (!record) return void table.delete(event.requestId);
    if (record.reserved === 0) return end(record, event, 'ZeroReservedConcurrency', undefined);
    if (tooOld(record, event, 0)) return end(record, event, 'EventAgeExceeded', undefined);
    let executed: Executed;
    try {
      const { requestId, payload, traceHeader, clientContext } = event;
      executed = await execute(stack, record, event.qualifier, { requestId, payload: Buffer.from(payload), traceHeader, clientContext });
    } catch (error) {
      if (!stopped) postpone(record, event, error);
      return;
    }
    if (stopped) return;
    event.attempts++;
    event.throttles = 0;
    const current = functionsOf(stack).get(event.arn) ?? record;
    if (executed.outcome.status === 'ok') return end(current, event, 'Success', executed);
    const retries = eventInvokeOf(current, event.qualifier)?.maximumRetryAttempts ?? RETRY_DELAYS_MS.length;
    const delay = RETRY_DELAYS_MS[event.attempts - 1];
    if (event.attempts > retries || delay === undefined) return end(current, event, 'RetriesExhausted', executed);
    if (tooOld(current, event, delay)) return end(current, event, 'EventAgeExceeded', executed);
    emitRetry(current, event, executed.outcome.status, delay);
    again(event, delay);
  }

  /** No place, or a failure on our side: back into the queue, for longer each time. */
  function postpone(record: FunctionRecord, event: QueuedEvent, error: unknown) {
    const gone = error instanceof AwsError && error.status === 404;
    if (gone) return end(record, event, 'RetriesExhausted', undefined);
    const backoff = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** event.throttles) * (0.75 + chanceOf(stack, 'lambda')() / 2);
    event.throttles++;
    emitRetry(record, event, error instanceof AwsError ? 'throttled' : 'system', Math.min(MAX_BACKOFF_MS, backoff));
    again(event, Math.min(MAX_BACKOFF_MS, backoff));
  }

  function emitRetry(record: FunctionRecord, event: QueuedEvent, reason: string, delayMs: number) {
    stack.events.emit({
      type: 'lambda.retried',
      resource: qualified(record, event.qualifier),
      messageId: event.requestId,
      traceHeader: event.traceHeader,
      detail: { attempt: event.attempts + 1, reason, delayMs },
    });
  }

  /** Whether it would be past its age after that wait. */
  function tooOld(record: FunctionRecord, event: QueuedEvent, waitMs: number) {
    const maxAge = eventInvokeOf(record, event.qualifier)?.maximumEventAgeInSeconds ?? MAX_AGE_S;
    return stack.clock.now() + waitMs - event.acceptedAt > maxAge * 1000;
  }

  async function end(record: FunctionRecord, event: QueuedEvent, condition: Condition, last: Executed | undefined) {
    await deliverEnd(stack, { record, event, condition, last });
    if (!stopped) table.delete(event.requestId);
  }

  for (const event of table.values()) wake(event);
  return {
    add(event) {
      table.put(event.requestId, event);
      wake(event);
    },
    stop() {
      stopped = true;
    },
  };
}
