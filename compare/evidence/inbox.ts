import type { ListedMail } from '../../third-party/client.ts';
import type { EmailClient } from '../../third-party/email/client.ts';
import type { Mails } from './evidence.ts';

/**
 * How far each look goes back behind the newest mail that was seen: as a function, the provider writes its time on a mail before it keeps
 * it, and the clocks of its environments aren't one.
 */
const OVERLAP_MS = 10_000;

/** Answers all mails in the provider's inbox so far, by what they are about; each look asks for what has come since the one before. */
export function mailReader(email: Pick<EmailClient, 'list'>): () => Promise<ReadonlyMap<string, ListedMail[]>> {
  const byShare = new Map<string, ListedMail[]>();
  const seen = new Set<string>();
  let newest = 0;
  return async () => {
    for (const mail of await email.list({ since: String(Math.max(0, newest - OVERLAP_MS)) })) {
      if (seen.has(mail.id)) continue;
      seen.add(mail.id);
      newest = Math.max(newest, mail.acceptedAt ?? mail.receivedAt);
      const { shareId = '' } = mail;
      const known = byShare.get(shareId);
      if (known) known.push(mail);
      else byShare.set(shareId, [mail]);
    }
    return byShare;
  };
}

/** How many mails each share has in the provider's inbox. */
export function inboxReader(email: Pick<EmailClient, 'list'>): Mails {
  const read = mailReader(email);
  return async () => new Map([...(await read())].map(([shareId, mails]) => [shareId, mails.length]));
}
