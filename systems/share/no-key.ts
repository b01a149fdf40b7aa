import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { settle } from './settle.ts';
import { mailsByShare, shareByMany, sharePhoto, uploadPhoto } from './shares.ts';

const LOST = 0.3;

/**
 * A provider that ignores idempotency keys and loses answers. Nothing on our side can make the mails exactly one: whoever got no answer
 * must ask again. What can be promised is that everyone has a mail, and that the report finds those who have several.
 */
export async function noKey(lab: Lab): Promise<void> {
  const { email } = lab.thirdParties;
  await email.setKnobs({ honoursKeys: false, lostAnswerRate: 1 });
  const first = await sharePhoto(lab, { photoId: await uploadPhoto(lab), mode: 'pull' });
  await lab.until('a mail whose answer was lost is sent again', Math.max(300, 30 * lab.target.timeScale), async () => {
    const mails = await email.list({ shareId: first.shareId });
    return mails.length > 1;
  });
  lab.say('the provider has sent a mail and its answer is lost: Users asks again, and the provider sends it again');
  await email.setKnobs({ lostAnswerRate: LOST });
  lab.say(`from now on it loses ${LOST * 100} % of its answers, and ignores the key that comes with each request`);
  const { accepted } = await shareByMany(lab, 'pull', { victim: 'SendShareEmailSqs' });
  const shares = [first, ...accepted];
  const statuses = await settle(lab, shares, { queues: ['ShareRequestsQueueUrl', 'ShareDeliveriesQueueUrl'] });

  const mails = await mailsByShare(lab);
  const reached = shares.filter(({ shareId }) => mails.has(shareId)).length;
  lab.promise('everyone has a mail', reached === shares.length, `${reached} of ${shares.length}`);
  const known = shares.filter(({ shareId }) => statuses.get(shareId) === 'delivered').length;
  lab.say(`Photos believes in ${counted(known, 'mail')} for ${counted(shares.length, 'share')}; what the provider did says more:`);
  const several = [...mails].filter(([, count]) => count > 1);
  for (const [shareId, count] of several.slice(0, 3)) lab.say(`  ${shareId}: ${count} mails`);
  if (several.length > 3) lab.say(`  and ${several.length - 3} more`);
  const extra = several.reduce((sum, [, count]) => sum + count - 1, 0);
  const { accepted: sent } = await email.stats();
  lab.promise(
    'the report finds every mail too many',
    extra > 0 && extra === sent - mails.size,
    `${extra} too many, of ${sent} sent for ${counted(mails.size, 'share')}`,
  );
}
