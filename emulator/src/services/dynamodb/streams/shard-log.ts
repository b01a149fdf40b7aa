import type { Timer } from '../../../clock/clock.ts';
import type { Stack } from '../../service.ts';
import { type ChangeRecord, KEPT_MS } from './store.ts';

/** How often what is too old is forgotten, beside every read. */
const EVERY = 3600_000;

/** The records of every shard, oldest first: an index of the journal's table. */
class ShardLogs {
  readonly #stack: Stack;
  readonly #logs = new Map<string, ChangeRecord[]>();
  readonly #trimmed = new Map<string, string>();
  #timer: Timer | undefined;

  constructor(stack: Stack) {
    this.#stack = stack;
    for (const record of this.#table().values()) this.#log(record.shard).push(record);
    if (this.#logs.size > 0) this.#sweepLater();
  }

  append(record: ChangeRecord): void {
    this.#log(record.shard).push(record);
    this.#table().put(record.sequence, record);
    this.#sweepLater();
  }

  /** What can still be read, oldest first. */
  read(shard: string): readonly ChangeRecord[] {
    const log = this.#logs.get(shard) ?? [];
    const oldest = this.#stack.clock.now() - KEPT_MS;
    const gone = (log[0]?.at ?? Number.POSITIVE_INFINITY) > oldest ? 0 : from(log, (record) => record.at > oldest);
    for (const { sequence } of log.splice(0, gone)) {
      this.#table().delete(sequence);
      this.#trimmed.set(shard, sequence);
    }
    if (log.length === 0) this.#logs.delete(shard);
    return log;
  }

  /** The youngest record that was forgotten, by its sequence number. */
  trimmed = (shard: string): string | undefined => this.#trimmed.get(shard);

  stop() {
    this.#timer?.cancel();
  }

  #table = () => this.#stack.journal.table<ChangeRecord>('dynamodb.stream-records');

  #log(shard: string): ChangeRecord[] {
    let log = this.#logs.get(shard);
    if (!log) this.#logs.set(shard, (log = []));
    return log;
  }

  #sweepLater() {
    this.#timer ??= this.#stack.clock.after(EVERY, () => {
      this.#timer = undefined;
      for (const shard of [...this.#logs.keys()]) this.read(shard);
      if (this.#logs.size > 0) this.#sweepLater();
    });
  }
}

/** The first place where the test holds, in a log where it holds for all that follow. */
export function from(log: readonly ChangeRecord[], test: (record: ChangeRecord) => boolean): number {
  let low = 0;
  let high = log.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(log[middle] as ChangeRecord)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export const shardLogs = (stack: Stack): ShardLogs => stack.singleton('dynamodb.shards', (stack) => new ShardLogs(stack));
