import type { CrmChange } from '../messages.ts';
import type { ChangesPage, InvalidRecord } from './crm-api.ts';

/** Pages a run reads at most; the next run goes on where this one ended. */
const MAX_PAGES = 50;

export interface ReconcileDeps {
  readCursor(): Promise<number>;
  moveCursor(seen: number): Promise<void>;
  changesSince(cursor: number): Promise<ChangesPage>;
  queue(changes: CrmChange[]): Promise<void>;
  /** Keeps it for people, who are told that there is one. */
  setAside(invalid: InvalidRecord): Promise<void>;
}

/**
 * Asks the CRM for whatever changed since the last time, and queues it as if the CRM had told us: what we know already is dropped by its
 * version. The cursor moves after its page is queued; a run that ends in between repeats the page, and that is all. A record that is no
 * change is set aside and passed: if it stopped the cursor, every later change would be missed with it, for ever.
 */
export async function reconcile(deps: ReconcileDeps): Promise<{ read: number; invalid: number; cursor: number; done: boolean }> {
  let cursor = await deps.readCursor();
  let read = 0;
  let setAside = 0;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { changes, invalid, cursor: next, more } = await deps.changesSince(cursor);
    await deps.queue(changes);
    for (const one of invalid) await deps.setAside(one);
    read += changes.length + invalid.length;
    setAside += invalid.length;
    if (next > cursor) await deps.moveCursor(next);
    cursor = next;
    if (!more) return { read, invalid: setAside, cursor, done: true };
  }
  return { read, invalid: setAside, cursor, done: false };
}
