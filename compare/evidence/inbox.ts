import type { EmailClient } from '../../third-party/email/client.ts';
import type { Mails } from './evidence.ts';

/**
 * How far each look goes back behind the newest mail that was seen: as a function, the provider writes its time on a mail before it keeps
 * it, and the clocks of its environments aren't one.
 */
const OVERLAP_MS = 10_000;

/** Counts the mails of each share in the provider's inbox: each look asks for what has come since the one before. */
export function inboxReader(email: Pick<EmailClient, 'list'>): Mails {
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  let newest = 0;
  return async () => {
    const since = String(Math.max(0, newest - OVERLAP_MS));
    for (const { id, shareId = '', receivedAt, acceptedAt = receivedAt } of await email.list({ since })) {
      if (seen.has(id)) continue;
      seen.add(id);
      counts.set(shareId, (counts.get(shareId) ?? 0) + 1);
      newest = Math.max(newest, acceptedAt);
    }
    return counts;
  };
}
