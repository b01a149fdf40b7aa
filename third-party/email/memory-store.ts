import { COUNTERS, DEFAULT_KNOBS, type Knobs, type Stats, type StoredMail } from './schema.ts';
import type { EmailStore } from './store.ts';

const noStats = () => Object.fromEntries(COUNTERS.map((counter) => [counter, 0])) as Stats;

export function memoryStore(): EmailStore {
  const mails = new Map<string, StoredMail>();
  let knobs: Knobs = DEFAULT_KNOBS;
  let stats = noStats();
  return {
    async add(mail) {
      const kept = mails.get(mail.id);
      if (kept !== undefined) return { mail: kept, duplicate: true };
      mails.set(mail.id, mail);
      return { mail, duplicate: false };
    },
    find: async (id) => mails.get(id),
    list: async ({ recipient, shareId }) =>
      [...mails.values()].filter(
        (mail) => (recipient === undefined || mail.to === recipient) && (shareId === undefined || mail.shareId === shareId),
      ),
    async clear() {
      mails.clear();
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
