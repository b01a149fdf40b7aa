/**
 * Where the stack's state lives. A service keeps nothing that a restart could not bring back: what it must not lose stands in a
 * table of the journal, and what it keeps beside that (indexes, waiting pollers) it derives from the tables when it starts.
 */
export interface Journal {
  /** The table of that name; made at its first use. */
  table<T>(name: string): JournalTable<T>;
  /** Large byte strings (objects, code), apart from the records that name them. */
  readonly blobs: BlobStore;
  /** Forgets everything. */
  clear(): void;
  close(): void;
}

/** Records by key, in the order in which the keys were first put. A record that was changed in place must be put again. */
export interface JournalTable<T> {
  get(key: string): T | undefined;
  put(key: string, record: T): void;
  delete(key: string): boolean;
  has(key: string): boolean;
  keys(): IterableIterator<string>;
  values(): IterableIterator<T>;
  entries(): IterableIterator<[string, T]>;
  readonly size: number;
}

export interface BlobStore {
  put(key: string, bytes: Uint8Array): void;
  get(key: string): Uint8Array | undefined;
  delete(key: string): void;
}
