import { fileURLToPath } from 'node:url';
import { readPhoto } from '../../compare/photo.ts';
import type { DeliveryMode } from '../../functions/shared/messages.ts';
import type { Answer, Lab } from '../lab/lab.ts';
import { faultsOf, loadWithFaults } from '../lab/load.ts';
import { median } from '../lab/median.ts';

const PHOTO = fileURLToPath(new URL('../../photos/chelsea.png', import.meta.url));

/** The function that does the work in each mode, by a part of its name. */
const WORKER: Record<DeliveryMode, string> = {
  sync: 'SendShareEmailDirect',
  async: 'SendShareEmailDirect',
  push: 'SendShareEmailSns',
  pull: 'SendShareEmailSqs',
};

/** Longest ladder of all modes (five receives, a visibility timeout of a minute each), and some. */
const PATIENCE_S = 420;

/** One of the first four versions: the same photo, the same mail, another way from Photos to Users. */
export const byMode = (mode: DeliveryMode) => async (lab: Lab) => {
  const { count } = lab.options;
  const { email } = lab.thirdParties;
  const photoId = await uploadPhoto(lab);
  lab.say(`${count} people share a photo; the email provider ${faultsOf(lab)}`);
  const shares = await loadWithFaults(lab, { party: email, victim: WORKER[mode] }, async (index) => {
    const shareId = lab.unique('share');
    const body = { photoId, recipient: `friend-${index}@example.com`, mode, shareId };
    return { shareId, answer: await lab.ask(lab.output('SharePhotoUrl'), { method: 'POST', body }) };
  });
  const accepted = shares.filter(({ answer }) => answer.status === 200 || answer.status === 202);
  const refused = shares.filter(({ answer }) => answer.status >= 400);
  lab.say(
    `the person waits ${median(shares.map(({ answer }) => answer.tookMs)).toFixed(0)} ms (median) to read "${saying(accepted[0]?.answer)}"`,
  );
  if (refused.length > 0) lab.say(`${refused.length} are told that it failed, and may try again`);

  const settled = await settle(lab, accepted);
  const mails = new Map<string, number>();
  for (const { shareId = '' } of await email.list()) mails.set(shareId, (mails.get(shareId) ?? 0) + 1);
  const once = settled.filter(({ shareId, status }) => status === 'delivered' && mails.get(shareId) === 1);
  const twice = [...mails.values()].filter((n) => n > 1).length;

  lab.promise(
    'everyone gets an answer',
    accepted.length + refused.length === count,
    `${accepted.length} accepted, ${refused.length} refused, of ${count}`,
  );
  lab.promise('what was accepted is delivered', once.length === accepted.length, `${once.length} of ${accepted.length}`);
  lab.promise('nobody gets a mail twice', twice === 0, `${twice} did`);
  const silent = refused.filter(({ shareId }) => mails.has(shareId)).length;
  lab.promise(
    'Photos knows what became of each share',
    settled.every(({ status }) => status !== 'requested'),
    statusesOf(settled),
  );
  if (mode === 'sync' && silent > 0) lab.say(`${silent} who were told that it failed have a mail all the same: a timeout is not a no`);
};

async function uploadPhoto(lab: Lab): Promise<string> {
  const photo = await readPhoto(PHOTO);
  const { status, body } = await lab.ask(lab.output('UploadPhotoUrl'), {
    method: 'POST',
    body: photo.bytes,
    headers: { 'content-type': photo.contentType },
  });
  if (status !== 200 && status !== 201) throw new Error(`The photo was not taken: ${status} ${JSON.stringify(body)}`);
  return String(body.photoId);
}

async function settle(lab: Lab, shares: { shareId: string }[]): Promise<{ shareId: string; status: string }[]> {
  const statuses = new Map<string, string>();
  await lab
    .until('every share is sent or has failed', PATIENCE_S, async () => {
      for (const { shareId } of shares) {
        if (statuses.has(shareId)) continue;
        const { body } = await lab.ask(`${lab.output('GetShareUrl')}?shareId=${shareId}`);
        if (body.status !== 'requested') statuses.set(shareId, String(body.status));
      }
      lab.progress(`${statuses.size} of ${shares.length} settled`);
      return statuses.size === shares.length;
    })
    .catch(() => undefined);
  return shares.map(({ shareId }) => ({ shareId, status: statuses.get(shareId) ?? 'requested' }));
}

const saying = (answer: Answer | undefined) => (answer === undefined ? 'no' : answer.status === 200 ? 'sent' : 'being sent');

function statusesOf(shares: { status: string }[]): string {
  const counts = new Map<string, number>();
  for (const { status } of shares) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, n]) => `${n} ${status}`).join(', ');
}
