import type { StreamViewType } from '@aws-sdk/client-dynamodb-streams';
import type { Stack } from '../../service.ts';
import type { Images } from './images.ts';

/**
 * A stream of a table. It outlives being switched off and its table, as long as its records are kept.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export interface StreamRecord {
  arn: string;
  /** Time of its creation, which ends the ARN. */
  label: string;
  account: string;
  region: string;
  table: string;
  view: StreamViewType;
  keySchema: { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[];
  createdAt: number;
  shards: ShardRecord[];
  /** When it was switched off; its shards are closed since. */
  disabledAt?: number;
}

export interface ShardRecord {
  id: string;
  /** Sequence numbers are compared as text: all have 21 digits. */
  first: string;
  last?: string;
}

/** One change of one item, in the order of its shard. Written once, never changed. */
export interface ChangeRecord extends Images {
  eventId: string;
  shard: string;
  sequence: string;
  /** Virtual time, milliseconds. */
  at: number;
  sizeBytes: number;
  /** The service that made the change on its own account. */
  service?: string;
}

/** How long a record can be read. */
export const KEPT_MS = 24 * 3600_000;

/**
 * Four: what a new on-demand table starts with on AWS (four partitions, a shard a partition). Changes of one item are in one shard, in
 * order; between shards there is none, so that code which relies on more than AWS promises shows here. Shards stay open as long as
 * the stream does: AWS rolls them about every four hours, which readers of this stack need not wait for.
 */
export const SHARDS = 4;

export const streamsOf = (stack: Stack) => stack.journal.table<StreamRecord>('dynamodb.streams');

/** Streams that can still be read: those of tables that are there, and for a day those that were switched off. */
export function streamOf(stack: Stack, arn: string | undefined): StreamRecord | undefined {
  const stream = streamsOf(stack).get(arn ?? '');
  if (stream?.disabledAt === undefined || stream.disabledAt + KEPT_MS > stack.clock.now()) return stream;
  streamsOf(stack).delete(stream.arn);
  return undefined;
}

/** Time makes them: they rise across restarts, whatever was forgotten. */
export function nextSequence(stack: Stack): string {
  const state = stack.singleton('dynamodb.sequence', () => ({ last: 0 }));
  state.last = Math.max(state.last + 1, Math.floor(stack.clock.now()) * 1000);
  return `${state.last}00000`.padStart(21, '0');
}
