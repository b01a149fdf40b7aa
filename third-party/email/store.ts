import type { Counter, Knobs, Stats, StoredMail } from './schema.ts';

export interface InboxQuery {
  recipient?: string;
  shareId?: string;
}

/** What the service keeps: in memory for a process, in DynamoDB for a function whose environments come and go. */
export interface EmailStore {
  /** Keeps the mail unless its id is there; answers the one that is kept, and whether it was there before. */
  add(mail: StoredMail): Promise<{ mail: StoredMail; duplicate: boolean }>;
  find(id: string): Promise<StoredMail | undefined>;
  /** Oldest first. */
  list(query: InboxQuery): Promise<StoredMail[]>;
  clear(): Promise<void>;
  knobs(): Promise<Knobs>;
  setKnobs(knobs: Knobs): Promise<void>;
  count(...counters: Counter[]): Promise<void>;
  stats(): Promise<Stats>;
}
