import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { waitingIn } from '../lab/redrive.ts';
import { checkLinks } from './links.ts';
import { untilMailed } from './settle.ts';
import { mailsByShare, shareByMany, statusesIn, statusOf } from './shares.ts';

const DEAD_LETTERS = 'SendShareEmailDirectDeadLettersUrl';

/**
 * A call without waiting, and nothing else: no way by which Users could tell Photos what came of it. The mails are all sent in the end;
 * the defect is that nobody at Photos can know.
 */
export async function forget(lab: Lab): Promise<void> {
  const load = await shareByMany(lab, 'forget', { victim: 'SendShareEmailDirect' });
  const statuses = async () => Promise.all(load.accepted.map(({ shareId }) => statusOf(lab, shareId)));
  let gone = 0;
  let dead = 0;
  await lab
    .until('each mail has left or was given up', Math.max(600, 30 * lab.target.timeScale), async () => {
      const early = await mailsByShare(lab);
      gone = load.accepted.filter(({ shareId }) => early.has(shareId)).length;
      dead = await waitingIn(lab, lab.output(DEAD_LETTERS));
      return gone + dead >= load.accepted.length;
    })
    .catch(() => lab.signal.throwIfAborted());
  lab.say(
    `${counted(gone, 'mail has', 'mails have')} left and ${counted(dead, 'was', 'were')} given up; Photos says of all: ${statusesIn(await statuses())}`,
  );
  lab.say('each person reads "being sent", for ever');
  await untilMailed(lab, load.accepted, { invocations: DEAD_LETTERS });

  const mails = await mailsByShare(lab);
  const once = load.accepted.filter(({ shareId }) => mails.get(shareId) === 1);
  lab.promise('what was accepted is delivered', once.length === load.accepted.length, `${once.length} of ${load.accepted.length}`);
  const twice = [...mails.values()].filter((n) => n > 1).length;
  lab.promise('nobody gets a mail twice', twice === 0, `${twice} did`);
  const late = await statuses();
  lab.promise(
    'the defect shows: all mails have left, and Photos cannot say of one',
    late.every((status) => status === 'requested'),
    statusesIn(late),
  );
  await checkLinks(lab, 'forget', load);
}
