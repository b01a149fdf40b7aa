import { fileURLToPath } from 'node:url';
import { readPhoto } from '../../compare/photo.ts';
import type { DeliveryMode } from '../../functions/shared/messages.ts';
import type { ListedMail } from '../../third-party/client.ts';
import { counted } from '../lab/counted.ts';
import type { Answer, Lab } from '../lab/lab.ts';
import { faultsOf, loadWithFaults } from '../lab/load.ts';
import { median } from '../lab/median.ts';

export const PHOTO = fileURLToPath(new URL('../../photos/chelsea.png', import.meta.url));

export interface Shared {
  shareId: string;
  answer: Answer;
}

/** What came of a load: who was told yes, and who was told no. */
export interface Load {
  photoId: string;
  accepted: Shared[];
  refused: Shared[];
}

export async function uploadPhoto(lab: Lab): Promise<string> {
  const photo = await readPhoto(PHOTO);
  const { status, body } = await lab.ask(lab.output('UploadPhotoUrl'), {
    method: 'POST',
    body: photo.bytes,
    headers: { 'content-type': photo.contentType },
  });
  if (status !== 200 && status !== 201) throw new Error(`The photo was not taken: ${status} ${JSON.stringify(body)}`);
  return String(body.photoId);
}

export interface ShareWish {
  photoId: string;
  mode: DeliveryMode;
  recipient?: string;
  linkLifetimeS?: number;
}

export async function sharePhoto(lab: Lab, { recipient = 'friend@example.com', ...wish }: ShareWish): Promise<Shared> {
  const shareId = lab.unique('share');
  const answer = await lab.ask(lab.output('SharePhotoUrl'), { method: 'POST', body: { recipient, ...wish, shareId } });
  return { shareId, answer };
}

/** Many people share the same photo while the provider fails; says how long they wait, and to read what. */
export async function shareByMany(
  lab: Lab,
  mode: DeliveryMode,
  { victim, before, recipient }: { victim?: string; before?(index: number): Promise<void>; recipient?(index: number): string } = {},
): Promise<Load> {
  const { count } = lab.options;
  // one that goes well, so that the function runs and has a process that can be killed
  if (victim !== undefined) await mailOf(lab, (await sharePhoto(lab, { photoId: await uploadPhoto(lab), mode })).shareId);
  const photoId = await uploadPhoto(lab);
  lab.say(`${counted(count, 'person shares', 'people share')} a photo; the email provider ${faultsOf(lab)}`);
  const shares = await loadWithFaults(lab, { party: lab.thirdParties.email, ...(victim ? { victim } : {}) }, async (index) => {
    await before?.(index);
    return sharePhoto(lab, { photoId, mode, recipient: recipient?.(index) ?? `friend-${index}@example.com` });
  });
  const accepted = shares.filter(({ answer: { status } }) => status === 200 || status === 202);
  const refused = shares.filter(({ answer: { status } }) => status >= 400);
  const waits = median(shares.map(({ answer }) => answer.tookMs)).toFixed(0);
  lab.say(`the person waits ${waits} ms (median) to read "${accepted[0]?.answer.status === 200 ? 'sent' : 'being sent'}"`);
  if (refused.length > 0) lab.say(`${counted(refused.length, 'is', 'are')} told that it failed, and may try again`);
  lab.promise(
    'everyone gets an answer',
    accepted.length + refused.length === count,
    `${accepted.length} accepted, ${refused.length} refused, of ${count}`,
  );
  return { photoId, accepted, refused };
}

/** Mails at the provider, by share: what its customers really got. */
export async function mailsByShare(lab: Lab): Promise<Map<string, number>> {
  const mails = new Map<string, number>();
  for (const { shareId = '' } of await lab.thirdParties.email.list()) mails.set(shareId, (mails.get(shareId) ?? 0) + 1);
  return mails;
}

/** The mail of a share, once the provider has it. */
export async function mailOf(lab: Lab, shareId: string): Promise<ListedMail> {
  const mails = await lab.until(`the mail of ${shareId}`, Math.max(300, 30 * lab.target.timeScale), async () => {
    const found = await lab.thirdParties.email.list({ shareId });
    return found.length > 0 && found;
  });
  return mails[0] as ListedMail;
}

export async function statusOf(lab: Lab, shareId: string): Promise<string> {
  const { status, body } = await lab.ask(`${lab.output('GetShareUrl')}?shareId=${shareId}`);
  return status === 200 ? String(body.status) : `unknown (HTTP ${status})`;
}

export function statusesIn(statuses: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, n]) => `${n} ${status}`).join(', ') || 'none';
}
