import type { Journal, JournalTable } from './journal.ts';

/** A journal that lives as long as the process. */
export function memoryJournal(): Journal {
  const tables = new Map<string, Map<string, unknown>>();
  const blobs = new Map<string, Uint8Array>();
  return {
    table<T>(name: string): JournalTable<T> {
      let table = tables.get(name);
      if (!table) tables.set(name, (table = new Map()));
      const records = table as Map<string, T>;
      return {
        get: (key) => records.get(key),
        put: (key, record) => void records.set(key, record),
        delete: (key) => records.delete(key),
        has: (key) => records.has(key),
        keys: () => records.keys(),
        values: () => records.values(),
        entries: () => records.entries(),
        get size() {
          return records.size;
        },
      };
    },
    blobs: {
      put: (key, bytes) => void blobs.set(key, bytes),
      get: (key) => blobs.get(key),
      delete: (key) => void blobs.delete(key),
    },
    clear() {
      for (const table of tables.values()) table.clear();
      blobs.clear();
    },
    close() {},
  };
}
