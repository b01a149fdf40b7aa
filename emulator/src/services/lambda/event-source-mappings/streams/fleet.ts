import type { Stack } from '../../../service.ts';
import type { Fleet } from '../fleet.ts';
import type { MappingRecord } from '../record.ts';
import { type Checkpoint, loadCheckpoints, saveCheckpoint } from './checkpoints.ts';
import { type Lane, startLane } from './lane.ts';
import { openStream, type StreamSource } from './source.ts';

/** What the lanes of a mapping share. */
export interface FleetParts {
  stack: Stack;
  record: MappingRecord;
  source: StreamSource;
  /** Given when the mapping changes or the stack stops. */
  ending: AbortSignal;
  /** Given when the stack stops: nothing more is to be done. */
  over: AbortSignal;
  /** Trace header of the write behind a change. */
  traceOf(eventId: string): string | undefined;
  /** These changes are done with. */
  forget(eventIds: string[]): void;
  save(checkpoint: Checkpoint): void;
  problem(message: string | undefined): void;
}

/** Starts the lanes of a mapping of a stream, each where it stopped, a new mapping at its StartingPosition. */
export async function startStreamFleet(
  record: MappingRecord,
  stack: Stack,
  problem: (message: string | undefined) => void,
): Promise<Fleet> {
  const ending = new AbortController();
  const over = new AbortController();
  const traces = new Map<string, string>();
  const lanes = new Map<string, Lane[]>();
  const unsubscribe = stack.events.subscribe((hop) => {
    if (hop.resource !== record.sourceArn) return;
    if (hop.type === 'dynamodb.changed') {
      if (hop.traceHeader && hop.messageId) traces.set(hop.messageId, hop.traceHeader);
      for (const lane of lanes.get(String(hop.detail?.shard)) ?? []) lane.wake();
    } else if (hop.type === 'dynamodb.stream-closed') for (const lane of [...lanes.values()].flat()) lane.wake();
  });
  const parts: FleetParts = {
    stack,
    record,
    source: openStream(stack, record.sourceArn),
    ending: ending.signal,
    over: over.signal,
    traceOf: (eventId) => traces.get(eventId),
    forget: (eventIds) => {
      for (const id of eventIds) traces.delete(id);
    },
    save: (checkpoint) => {
      if (!over.signal.aborted) saveCheckpoint(stack, checkpoint);
    },
    problem,
  };
  const count = record.stream?.parallelizationFactor ?? 1;
  try {
    for (const shard of await parts.source.shards()) {
      const fresh = async () => {
        const after = record.stream?.startingPosition === 'LATEST' ? await parts.source.latest(shard) : undefined;
        return Array.from({ length: count }, () => ({ after }));
      };
      const places = loadCheckpoints(stack, record.id, shard.id, count) ?? (await fresh());
      for (const [lane, { after }] of places.entries()) parts.save({ mapping: record.id, shard: shard.id, lane, lanes: count, after });
      lanes.set(
        shard.id,
        places.map(({ after }, lane) => startLane(parts, shard.id, lane, after)),
      );
    }
  } catch (error) {
    problem((error as Error).message);
  }
  return {
    async end() {
      ending.abort();
      unsubscribe();
      await Promise.all([...lanes.values()].flat().map((lane) => lane.finished));
    },
    drop() {
      over.abort(new Error('the stack stopped'));
      ending.abort();
      unsubscribe();
    },
    get size() {
      return [...lanes.values()].flat().length;
    },
  };
}
