import type { Stack } from '../../../service.ts';

/** How far a lane of a shard is done: the sequence number of the last record that was handled, filtered out or discarded. */
export interface Checkpoint {
  mapping: string;
  shard: string;
  lane: number;
  lanes: number;
  /** Absent: nothing yet; start with the oldest record. */
  after?: string | undefined;
}

const checkpoints = (stack: Stack) => stack.journal.table<Checkpoint>('lambda.stream-checkpoints');

const keyOf = ({ mapping, shard, lane, lanes }: Omit<Checkpoint, 'after'>) => `${mapping}/${shard}/${lane}/${lanes}`;

export function saveCheckpoint(stack: Stack, checkpoint: Checkpoint): void {
  checkpoints(stack).put(keyOf(checkpoint), checkpoint);
}

/**
 * Where a shard's lanes go on; undefined if the mapping never read the shard. After a change of ParallelizationFactor the lanes are cut
 * otherwise, so all go on where the slowest was: some records come twice, none is left out.
 */
export function loadCheckpoints(stack: Stack, mapping: string, shard: string, lanes: number): { after: string | undefined }[] | undefined {
  const all = [...checkpoints(stack).values()].filter((known) => known.mapping === mapping && known.shard === shard);
  if (all.length === 0) return undefined;
  const slowest = all.reduce((a, b) => ((a.after ?? '') <= (b.after ?? '') ? a : b)).after;
  const same = all.every((known) => known.lanes === lanes);
  const places = Array.from({ length: lanes }, (_, lane) => ({
    after: same ? all.find((known) => known.lane === lane)?.after : slowest,
  }));
  if (!same) for (const known of all) checkpoints(stack).delete(keyOf(known));
  return places;
}

export function forgetCheckpoints(stack: Stack, mapping: string): void {
  for (const [key, known] of [...checkpoints(stack).entries()]) if (known.mapping === mapping) checkpoints(stack).delete(key);
}
