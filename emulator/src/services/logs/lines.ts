import type { JournalTable } from '../../journal/journal.ts';
import type { Context, Stack } from '../service.ts';
import { type GroupRecord, groupKey, groupsOf, streamKey, streamsOf } from './store.ts';

/** One log event. Its id sorts as its stream does: by time, then by arrival. */
export interface Line {
  id: string;
  timestamp: number;
  ingested: number;
  message: string;
}

interface Chunk {
  stream: string;
  lines: Line[];
}

const DAY = 86_400_000;

/**
 * The events of each stream, in order. Every PutLogEvents is one record of the journal, so that a write costs what it writes;
 * the ordered view is derived from the records at the first use.
 */
class Lines {
  readonly #table: JournalTable<Chunk>;
  readonly #streams = new Map<string, Line[]>();
  /** The journal's keys of a stream's records, with the time of the newest event in each. */
  readonly #chunks = new Map<string, Map<string, number>>();
  readonly #stack: Stack;
  #order = 0;

  constructor(stack: Stack) {
    this.#stack = stack;
    this.#table = stack.journal.table<Chunk>('logs.events');
    for (const [key, chunk] of this.#table.entries()) {
      this.#index(key, chunk);
      this.#order = Math.max(this.#order, Number(key));
    }
  }

  add(stream: string, events: { timestamp: number; message: string }[]) {
    if (events.length === 0) return;
    const ingested = Math.floor(this.#stack.clock.now());
    const key = String(++this.#order).padStart(16, '0');
    const lines = events.map(({ timestamp, message }, i) => ({
      id: `${String(timestamp).padStart(20, '0')}${key}${String(i).padStart(20, '0')}`,
      timestamp,
      ingested,
      message,
    }));
    const chunk = { stream, lines };
    this.#table.put(key, chunk);
    this.#index(key, chunk);
  }

  /** What a stream holds now: events older than the group's retention are gone. */
  of(stream: string, group: GroupRecord): Line[] {
    const lines = this.#streams.get(stream) ?? [];
    if (group.retentionInDays === undefined) return lines;
    const oldest = this.#stack.clock.now() - group.retentionInDays * DAY;
    const first = lines.findIndex((line) => line.timestamp >= oldest);
    if (first === 0) return lines;
    const kept = first < 0 ? [] : lines.slice(first);
    this.#streams.set(stream, kept);
    for (const [key, newest] of this.#chunks.get(stream) ?? []) if (newest < oldest) this.#drop(stream, key);
    return kept;
  }

  forget(stream: string) {
    for (const key of [...(this.#chunks.get(stream)?.keys() ?? [])]) this.#drop(stream, key);
    this.#streams.delete(stream);
  }

  #index(key: string, { stream, lines: added }: Chunk) {
    let lines = this.#streams.get(stream);
    if (!lines) this.#streams.set(stream, (lines = []));
    let chunks = this.#chunks.get(stream);
    if (!chunks) this.#chunks.set(stream, (chunks = new Map()));
    chunks.set(key, Math.max(...added.map((line) => line.timestamp)));
    const sorted = (lines.at(-1)?.id ?? '') < (added[0]?.id ?? '');
    for (const line of added) lines.push(line);
    if (!sorted) lines.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #drop(stream: string, key: string) {
    this.#chunks.get(stream)?.delete(key);
    this.#table.delete(key);
  }
}

export const linesOf = (context: Context): Lines => context.stack.singleton('logs.lines', (stack) => new Lines(stack));

export function deleteStream(group: GroupRecord, name: string, context: Context) {
  const key = streamKey(groupKey(group, group.name), name);
  linesOf(context).forget(key);
  streamsOf(context).delete(key);
}

export const putGroup = (group: GroupRecord, context: Context) => groupsOf(context).put(groupKey(group, group.name), group);
