import { randomUUID } from 'node:crypto';
import type { Stack } from '../../../service.ts';
import type { MappingRecord } from '../record.ts';
import { problemDelay, throttleDelay } from '../scaling.ts';
import { discard } from './discard.ts';
import { type Answer, invokeBatch } from './invoke-batch.ts';
import type { StreamEventRecord } from './stream-event.ts';

interface Handling {
  stack: Stack;
  record: MappingRecord;
  shard: string;
  /** Trace header of the write behind a record. */
  traceOf(eventId: string): string | undefined;
  /** Given when the mapping changes or the stack stops: the rest is left to the next reader. */
  ending: AbortSignal;
  /** Given when the stack stops. */
  over: AbortSignal;
  /** Says how far the lane is done. */
  done(sequence: string): void;
  problem(message: string | undefined): void;
}

interface Part {
  records: StreamEventRecord[];
  /** How often it was tried again. */
  retries: number;
}

/** Records are kept for a day, so none is older. */
const OLDEST_S = 24 * 3600;

/**
 * Hands a batch to the function until every record of it is handled or given up: the lane stands still meanwhile. Errors are tried
 * again ever later (1 s, doubling, to a minute), throttling faster and without counting as an attempt.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export async function handleBatch(batch: StreamEventRecord[], handling: Handling): Promise<void> {
  const { stack, record, shard, ending, done, problem } = handling;
  const { bisect = false, maximumRetryAttempts = -1, maximumRecordAge = -1 } = record.stream ?? {};
  const oldest = maximumRecordAge === -1 ? OLDEST_S : Math.min(OLDEST_S, maximumRecordAge);
  const parts: Part[] = [{ records: batch, retries: 0 }];
  let last: Answer | undefined;
  let inARow = 0;
  let throttles = 0;

  const finish = (count: number) => {
    const part = parts[0] as Part;
    const sequence = part.records[count - 1]?.dynamodb.SequenceNumber;
    if (sequence !== undefined) done(sequence);
    part.records = part.records.slice(count);
    part.retries = 0;
    if (part.records.length === 0) parts.shift();
  };
  const giveUp = async (count: number, condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded') => {
    const { records, retries } = parts[0] as Part;
    await discard(stack, record, { shard, records: records.slice(0, count), condition, invokes: last ? retries + 1 : 0, last });
    finish(count);
  };
  const pause = (ms: number) => stack.clock.sleep(ms, ending).catch(() => {});

  while (parts[0] && !ending.aborted) {
    const part = parts[0];
    const since = stack.clock.now() / 1000 - oldest;
    const young = part.records.findIndex(({ dynamodb }) => dynamodb.ApproximateCreationDateTime > since);
    if (young !== 0) {
      await giveUp(young < 0 ? part.records.length : young, 'RecordAgeExceeded');
      continue;
    }
    const answer = await tell(part.records, handling);
    if (handling.over.aborted) return;
    problem(answer.reason);
    if (answer.notRun) {
      await pause(throttleDelay(throttles++));
      continue;
    }
    last = answer;
    throttles = 0;
    if (answer.handled > 0) {
      finish(answer.handled);
      inARow = 0;
      last = undefined;
      if (answer.reason === undefined) continue;
    } else if (bisect && part.records.length > 1) {
      const middle = Math.ceil(part.records.length / 2);
      const halves = [part.records.slice(0, middle), part.records.slice(middle)];
      parts.splice(0, 1, ...halves.map((records) => ({ records, retries: part.retries })));
    } else if (maximumRetryAttempts !== -1 && part.retries >= maximumRetryAttempts) {
      await giveUp(part.records.length, 'RetryAttemptsExhausted');
      last = undefined;
      inARow = 0;
      continue;
    } else part.retries++;
    await pause(problemDelay(inARow++));
  }
}

/** One attempt, told of before and after. The invocation is a trace of its own, as on AWS; the hops name the trace of the write. */
async function tell(records: StreamEventRecord[], { stack, record, shard, traceOf, over }: Handling): Promise<Answer> {
  const messageIds = records.map(({ eventID }) => eventID);
  const detail = { mapping: record.id, stream: record.sourceArn, shard, size: records.length, messageIds };
  const requestId = randomUUID();
  const hop = { resource: record.functionArn, messageId: requestId, traceHeader: traceOf(messageIds[0] ?? '') };
  stack.events.emit({ type: 'esm.batch', ...hop, detail });
  const answer = await invokeBatch(stack, record, records, { requestId, signal: over });
  const failed = messageIds.slice(answer.handled);
  const completed = { ...detail, failed, ...(answer.reason ? { reason: answer.reason } : {}) };
  if (!over.aborted) stack.events.emit({ type: 'esm.completed', ...hop, detail: completed });
  return answer;
}
