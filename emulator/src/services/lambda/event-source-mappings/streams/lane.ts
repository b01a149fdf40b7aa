import { hash } from 'node:crypto';
import { compileStreamFilters } from './filter.ts';
import type { FleetParts } from './fleet.ts';
import { handleBatch } from './handle-batch.ts';
import { startPace } from './pace.ts';
import { eventRecord, eventSize, type StreamEventRecord } from './stream-event.ts';

/** What a function's payload may come to. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const PAYLOAD_LIMIT = 6 * 1024 * 1024 - 64;

export interface Lane {
  wake(): void;
  /** Resolves when the lane has ended: its shard has, or the mapping. */
  readonly finished: Promise<void>;
}

/** Which lane of a shard handles an item: all changes of one item are in one. */
const laneOf = (keys: object, lanes: number) => (lanes === 1 ? 0 : hash('md5', JSON.stringify(keys), 'buffer').readUInt32LE(4) % lanes);

/**
 * One of the lanes of a shard (ParallelizationFactor says how many): reads, filters, and hands over one batch at a time, in order.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function startLane(parts: FleetParts, shard: string, lane: number, after: string | undefined): Lane {
  const { stack, record, source, ending, problem } = parts;
  const { clock } = stack;
  const lanes = record.stream?.parallelizationFactor ?? 1;
  const wanted = compileStreamFilters(record.filters);
  const pace = startPace(clock, ending);
  const waiting: StreamEventRecord[] = [];
  let bytes = 0;
  let read = after;
  let saved = after;
  let ended = false;

  const save = (sequence: string | undefined) => {
    saved = sequence;
    parts.save({ mapping: record.id, shard, lane, lanes, after: sequence });
  };

  /** Reads on at the next poll; afterwards `waiting` holds what is this lane's and passes the filters. */
  async function poll(ms?: number): Promise<void> {
    await pace.next(ms);
    if (ending.aborted || ended) return;
    const page = await source.read(shard, read);
    ended = page.ended;
    if (page.records.length > 0) pace.wake();
    const mine = page.records
      .map((change) => eventRecord(change, record.sourceArn))
      .filter(({ dynamodb }) => laneOf(dynamodb.Keys, lanes) === lane);
    const kept = mine.filter(wanted);
    for (const change of kept) bytes += eventSize(change);
    waiting.push(...kept);
    read = page.records.at(-1)?.dynamodb?.SequenceNumber ?? read;
    if (mine.length > kept.length) {
      const messageIds = mine.filter((change) => !kept.includes(change)).map(({ eventID }) => eventID);
      const detail = { mapping: record.id, stream: record.sourceArn, shard, messageIds };
      stack.events.emit({ type: 'esm.filtered', resource: record.functionArn, detail });
      parts.forget(messageIds);
    }
    if (waiting.length === 0) save(read);
  }

  /** Within the batching window, waits for the batch to become full. */
  async function gather(): Promise<void> {
    const closing = clock.now() + record.windowSeconds * 1000;
    while (waiting.length < record.batchSize && bytes < PAYLOAD_LIMIT && clock.now() < closing && !ending.aborted && !ended)
      await poll(closing - clock.now());
  }

  function cut(): StreamEventRecord[] {
    let size = 0;
    let count = 0;
    for (const change of waiting.slice(0, record.batchSize)) {
      size += eventSize(change);
      if (size > PAYLOAD_LIMIT && count > 0) break;
      count++;
    }
    const batch = waiting.splice(0, count);
    for (const change of batch) bytes -= eventSize(change);
    return batch;
  }

  async function run(): Promise<void> {
    while (!ending.aborted && !(ended && waiting.length === 0)) {
      try {
        if (waiting.length === 0) await poll();
        if (waiting.length === 0) continue;
        if (record.windowSeconds > 0) await gather();
        const batch = cut();
        await handleBatch(batch, { ...parts, shard, done: save });
        parts.forget(batch.map(({ eventID }) => eventID));
        if (waiting.length === 0 && !ending.aborted) save(read);
      } catch (error) {
        if (ending.aborted) return;
        problem((error as Error).message);
        waiting.length = 0;
        bytes = 0;
        read = saved;
        pace.wake();
        await clock.sleep(1000, ending).catch(() => {});
      }
    }
  }

  return { wake: pace.wake, finished: run() };
}
