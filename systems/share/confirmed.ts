import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { checkLinks } from './links.ts';
import { settle } from './settle.ts';
import { type Load, mailsByShare, shareByMany, sharePhoto, statusesIn, uploadPhoto } from './shares.ts';
import { byEvents, byLongPoll, byPolling, type Seen } from './watching.ts';

/** Virtual seconds between the provider's attempts to call back: some minutes in all, so that a minute's outage is outlived. */
const LADDER_S = [5, 10, 20, 40, 60, 60, 60, 120, 120, 120, 120];
/** Real time till the provider knows what became of a mail, for a person who watches. */
const WATCHABLE_MS = 2_000;

/** Of every four mails one comes back, and one is called unwanted by its reader. */
const recipient = (index: number) => `${['friend', 'bounce', 'friend', 'complaint'][index % 4]}-${index}@example.com`;

/** The provider's yes is not the end: what became of the mail comes back as an event, and the person sees it come. */
export async function confirmed(lab: Lab): Promise<void> {
  const { email } = lab.thirdParties;
  await email.setCallbacks({
    ladderMs: LADDER_S.map((seconds) => Math.max((seconds * 1000) / lab.target.timeScale, 50)),
    duplicateRate: 0.3,
    delayMs: WATCHABLE_MS,
  });
  await watchThree(lab);
  await email.setCallbacks({ delayMs: 50 });
  const half = Math.floor(lab.options.count / 2);
  const load = await shareByMany(lab, 'confirmed', {
    victim: 'SendSharedEmail',
    recipient,
    async before(index) {
      // from here on the provider is faster with its callback than with its answer
      if (index === half) await email.setCallbacks({ beforeAnswer: true });
    },
  });
  const queues = ['SharedEmailQueueUrl', 'ShareDeliveriesQueueUrl'];
  const statuses = await settle(lab, load.accepted, { queues });
  await promiseFates(lab, load, statuses);
  await checkLinks(lab, 'confirmed', load);
}

/** Three people watch, each in another way; a fourth one's mail comes back. */
async function watchThree(lab: Lab): Promise<void> {
  const photoId = await uploadPhoto(lab);
  const share = async (to: string) => (await sharePhoto(lab, { photoId, mode: 'confirmed', recipient: to })).shareId;
  const [polling, longPoll, events, bounced] = await Promise.all([
    share('friend-a@example.com').then((id) => byPolling(lab, id)),
    share('friend-b@example.com').then((id) => byLongPoll(lab, id)),
    share('friend-c@example.com').then((id) => byEvents(lab, id)),
    share('bounce-d@example.com').then((id) => byLongPoll(lab, id)),
  ]);
  const line = ({ statuses, requests }: Seen) => `${statuses.join(' → ')} (${counted(requests, 'request')})`;
  lab.say(`polling sees            ${line(polling)}`);
  lab.say(`a long poll sees        ${line(longPoll)}`);
  lab.say(`server-sent events say  ${line(events)}, the second connection cut`);
  lab.say(`whose mail comes back:  ${line(bounced)}`);
  const ways = [polling, longPoll, events];
  // a share that moves fast may skip a step, and never goes back
  const order = ['requested', 'sending', 'sent'];
  const right = ({ statuses }: Seen) =>
    statuses.at(-1) === 'sent' && statuses.join() === order.filter((status) => statuses.includes(status)).join();
  lab.promise(
    'the person sees it become sent: by polling, long poll, events',
    ways.every(right),
    ways.map(({ statuses }) => statuses.at(-1)).join(', '),
  );
  lab.promise('a mail that comes back is seen to have failed', bounced.statuses.at(-1) === 'failed', String(bounced.statuses.at(-1)));
}

async function promiseFates(lab: Lab, { accepted }: Load, statuses: Map<string, string>): Promise<void> {
  const mails = await lab.thirdParties.email.list();
  const counts = await mailsByShare(lab);
  const toOf = new Map(mails.map(({ shareId = '', to }) => [shareId, to]));
  const once = accepted.filter(({ shareId }) => counts.get(shareId) === 1).length;
  lab.promise('what was accepted is handed to the provider', once === accepted.length, `${once} of ${accepted.length}`);
  const twice = [...counts.values()].filter((n) => n > 1).length;
  lab.promise('nobody gets a mail twice', twice === 0, `${twice} did`);
  const fits = accepted.filter(({ shareId }) => statuses.get(shareId) === (toOf.get(shareId)?.startsWith('bounce') ? 'failed' : 'sent'));
  lab.promise(
    'Photos knows what became of each mail, and not only that it was taken',
    fits.length === accepted.length,
    statusesIn(statuses.values()),
  );
  const unwanted = accepted.filter(({ shareId }) => toOf.get(shareId)?.startsWith('complaint'));
  const noted = async () => {
    const shares = await Promise.all(unwanted.map(({ shareId }) => lab.ask(`${lab.output('GetShareUrl')}?shareId=${shareId}`)));
    return shares.filter(({ body }) => body.complainedAt !== undefined).length;
  };
  await lab
    .until('every complaint is noted', Math.max(600, 30 * lab.target.timeScale), async () => (await noted()) === unwanted.length)
    .catch(() => lab.signal.throwIfAborted());
  const heard = await noted();
  lab.promise('a complaint reaches Photos, beside the status', heard === unwanted.length, `${heard} of ${unwanted.length}`);
  const callbacks = await lab.thirdParties.email.callbacks();
  const attempts = callbacks.reduce((sum, callback) => sum + callback.attempts.length, 0);
  lab.say(
    `the provider called back about ${counted(callbacks.length, 'thing')} in ${counted(attempts, 'attempt')}, some before it had answered`,
  );
}
