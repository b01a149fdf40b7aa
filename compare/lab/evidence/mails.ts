import type { ListedMail, ThirdParties } from '../../../third-party/client.ts';

/** As far as the provider's environments may disagree about the time, where it is a function (compare/evidence/inbox.ts). */
const OVERLAP_MS = 10_000;

/** Answers all mails so far, by what they are about; each look asks for what has come since the one before. */
export function mailReader(email: Pick<ThirdParties['email'], 'list'>): () => Promise<ReadonlyMap<string, ListedMail[]>> {
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
