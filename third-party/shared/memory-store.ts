import { DEFAULT_KNOBS, type Knobs, noStats } from './knobs.ts';
import type { Entry, Store, Stores } from './store.ts';

export function memoryStores(): Stores {
  const stores = new Map<string, Store<never>>();
  return <Kept extends Entry>(party: string) => {
    const store = (stores.get(party) as Store<Kept> | undefined) ?? memoryStore<Kept>();
    stores.set(party, store as unknown as Store<never>);
    return store;
  };
}

function memoryStore<Kept extends Entry>(): Store<Kept> {
  const entries = new Map<string, Kept>();
  let knobs: Knobs = DEFAULT_KNOBS;
  let stats = noStats();
  return {
    async add(entry) {
      const kept = entries.get(entry.id);
      if (kept !== undefined) return { entry: kept, duplicate: true };
      entries.set(entry.id, entry);
      return { entry, duplicate: false };
    },
    async put(entry) {
      entries.set(entry.id, entry);
    },
    async update(id, change) {
      const kept = entries.get(id);
      if (kept === undefined) return undefined;
      entries.set(id, change(kept));
      return entries.get(id);
    },
    find: async (id) => entries.get(id),
    async remove(id) {
      entries.delete(id);
    },
    list: async () => [...entries.values()],
    async clear() {
      entries.clear();
      stats = noStats();
    },
    knobs: async () => knobs,
    async setKnobs(next) {
      knobs = next;
    },
    async count(...counters) {
      for (const counter of counters) stats[counter] += 1;
    },
    stats: async () => ({ ...stats }),
  };
}
