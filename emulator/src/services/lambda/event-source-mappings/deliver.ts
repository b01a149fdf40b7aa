import { randomUUID } from 'node:crypto';
import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { Message } from '@aws-sdk/client-sqs';
import type { Stack } from '../../service.ts';
import { readBatchResponse, type Verdict } from './batch-response.ts';
import { holdWhileDebugged } from './hold.ts';
import type { Queue } from './queue.ts';
import type { MappingRecord } from './record.ts';
import { throttleDelay } from './scaling.ts';
import { sqsRecord } from './sqs-event.ts';

export type Outcome = 'done' | 'error' | 'throttled';

export interface Delivery {
  stack: Stack;
  record: MappingRecord;
  queue: Queue;
  /** Given when the stack stops: nothing more is to be done. */
  over: AbortSignal;
  problem(message: string | undefined): void;
}

/** Hands a batch to the function and deletes what it handled. What failed stays in the queue until its visibility timeout runs out. */
export async function deliver(messages: Message[], delivery: Delivery): Promise<{ outcome: Outcome; failed: string[] }> {
  const { stack, record, queue, over } = delivery;
  const ids = messages.map((message) => message.MessageId ?? '');
  const traceHeader = messages[0]?.Attributes?.AWSTraceHeader;
  const requestId = randomUUID();
  const hop = { resource: record.functionArn, messageId: requestId, traceHeader };
  const mapping = { mapping: record.id, queue: record.sourceArn, size: messages.length, messageIds: ids };
  stack.events.emit({ type: 'esm.batch', ...hop, detail: mapping });
  const release = await holdWhileDebugged(messages, delivery);
  const { throttled, failed, reason } = await invoke(messages, ids, { traceHeader, requestId }, delivery).finally(release);
  if (over.aborted) return { outcome: 'error', failed: ids };
  const handled = messages.filter((message) => !failed.includes(message.MessageId ?? ''));
  if (handled.length) await queue.remove(handled);
  stack.events.emit({ type: 'esm.completed', ...hop, detail: { ...mapping, failed, ...(reason ? { reason } : {}) } });
  return { outcome: throttled ? 'throttled' : reason ? 'error' : 'done', failed };
}

/**
 * A throttled batch is tried again, ever later, until its visibility timeout has run out.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-backoff-strategy
 */
async function invoke(
  messages: Message[],
  ids: string[],
  passed: { traceHeader: string | undefined; requestId: string },
  delivery: Delivery,
): Promise<Verdict & { throttled?: boolean }> {
  const { stack, record, queue, over, problem } = delivery;
  const began = stack.clock.now();
  const payload = Buffer.from(JSON.stringify({ Records: messages.map((message) => sqsRecord(message, record.sourceArn)) }));
  const input = { FunctionName: record.functionArn, InvocationType: 'RequestResponse', Payload: payload };
  const caller = { account: record.account, region: record.region, ...passed, signal: over };
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await stack.call<InvokeCommandOutput>('lambda', 'Invoke', input, caller);
      problem(undefined);
      const text = Buffer.from(answer.Payload ?? []).toString();
      if (answer.FunctionError) return { failed: ids, reason: `${answer.FunctionError}: ${text.slice(0, 500)}` };
      return record.partialResponses ? readBatchResponse(text, ids) : { failed: [] };
    } catch (error) {
      const { name, message } = error as Error;
      if (over.aborted) return { failed: ids };
      if (name !== 'TooManyRequestsException') {
        problem(message);
        return { failed: ids, reason: message };
      }
      const delay = throttleDelay(attempt);
      if (stack.clock.now() + delay >= began + (await queue.visibilityMs())) return { failed: ids, reason: message, throttled: true };
      await stack.clock.sleep(delay, over).catch(() => {});
    }
  }
}
