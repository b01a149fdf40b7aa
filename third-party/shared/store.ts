import type { Counter, Knobs, Stats } from './knobs.ts';

/** What a third party keeps for each request that it accepted. */
export interface Entry {
  id: string;
  /** When its request came, and when its work was done: milliseconds since 1970. */
  receivedAt: number;
  acceptedAt?: number;
}

/** What a third party keeps: in memory for a process, in DynamoDB for a function whose environments come and go. */
export interface Store<Kept extends Entry = Entry> {
  /** Keeps the entry unless its id is there; answers the one that is kept, and whether it was there before. */
  add(entry: Kept): Promise<{ entry: Kept; duplicate: boolean }>;
  /** Writes over the entry of that id. */
  put(entry: Kept): Promise<void>;
  /**
   * Changes an entry, and looks again where somebody else came in between, so that no change is lost. Answers what it is now; undefined when
   * there is none. A change that answers what it was given writes nothing.
   */
  update(id: string, change: (kept: Kept) => Kept): Promise<Kept | undefined>;
  find(id: string): Promise<Kept | undefined>;
  remove(id: string): Promise<void>;
  /** Oldest first. */
  list(): Promise<Kept[]>;
  /** Entries and counts; knobs stay. */
  clear(): Promise<void>;
  knobs(): Promise<Knobs>;
  setKnobs(knobs: Knobs): Promise<void>;
  count(...counters: Counter[]): Promise<void>;
  stats(): Promise<Stats>;
}

/** A store of its own for each third party, by name. */
export type Stores = <Kept extends Entry>(party: string) => Store<Kept>;
