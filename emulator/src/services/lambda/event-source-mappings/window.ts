import type { Message } from '@aws-sdk/client-sqs';
import type { Clock } from '../../../clock/clock.ts';
import { eitherSignal } from '../../../clock/either-signal.ts';
import type { Queue } from './queue.ts';
import type { MappingRecord } from './record.ts';
import { PAYLOAD_LIMIT, sizeOf } from './sqs-event.ts';

/**
 * Gathers a batch: the first messages that a 20 s long poll brings, then, within the batching window, more until the batch is full
 * or its payload would be. Empty when nothing came, or when polling is over.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export async function gather(
  queue: Queue,
  record: MappingRecord,
  clock: Clock,
  signal: AbortSignal,
  first: () => void,
): Promise<Message[]> {
  const batch = await queue.receive(record.batchSize, 20, signal);
  if (batch.length === 0) return batch;
  first();
  if (record.windowSeconds === 0) return batch;
  let size = batch.reduce((sum, message) => sum + sizeOf(message, record.sourceArn), 0);
  const closing = clock.now() + record.windowSeconds * 1000;
  const closed = new AbortController();
  const timer = clock.after(record.windowSeconds * 1000, () => closed.abort());
  const { signal: until, release } = eitherSignal(signal, closed.signal);
  try {
    while (batch.length < record.batchSize && size < PAYLOAD_LIMIT && !until.aborted) {
      const seconds = Math.max(1, (closing - clock.now()) / 1000);
      const more = await queue.receive(record.batchSize - batch.length, seconds, until);
      batch.push(...more);
      size += more.reduce((sum, message) => sum + sizeOf(message, record.sourceArn), 0);
    }
  } finally {
    timer.cancel();
    release();
  }
  return batch;
}
