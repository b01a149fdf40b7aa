import type { CrmChange } from '../messages.ts';
import type { ChangesPage } from './crm-api.ts';

/** Pages a run reads at most; the next run goes on where this one ended. */
const MAX_PAGES = 50;

export interface ReconcileDeps {
  readCursor(): Promise<number>;
  moveCursor(seen: number): Promise<void>;
  changesSince(cursor: number): Promise<ChangesPage>;
  queue(changes: CrmChange[]): Promise<void>;
}

/**
 * Asks the CRM for whatever changed since the last time, and queues it as if the CRM had told us: what we know already is dropped by its
 * version. The cursor moves after its page is queued; a run that ends in between repeats the page, and that is all.
 */
export async function reconcile(deps: ReconcileDeps): Promise<{ read: number; cursor: number; done: boolean }> {
  let cursor = await deps.readCursor();
  let read = 0;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { changes, cursor: next, more } = await deps.changesSince(cursor);
    await deps.queue(
      changes.map(({ userId, email, version, receivedAt }) => ({
        version: 1,
        userId,
        email,
        crmVersion: version,
        occurredAt: receivedAt,
        source: 'reconcile',
      })),
    );
    read += changes.length;
    if (next > cursor) await deps.moveCursor(next);
    cursor = next;
    if (!more) return { read, cursor, done: true };
  }
  return { read, cursor, done: false };
}
