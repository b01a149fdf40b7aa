import type { Lab } from '../lab/lab.ts';
import { loadWithFaults } from '../lab/load.ts';
import { median } from '../lab/median.ts';
import { isIdle, untilRedriven } from '../lab/redrive.ts';
import { bothAreWell, bothFail, effectsOf, isWhole, lacks, loadText, twice } from './effects.ts';
import { codeOf, insist, type Person, withAccount } from './people.ts';

/** The longest step of the followers' ladder (functions/shared/retry-later.ts): it is what bounds the wait. */
const LONGEST_STEP_S = 60;
/** Real time that processes and pollers may take beside it. */
const SLACK_MS = 5_000;
const PATIENCE_S = 1_800;

/** One write; the stream, a topic and a queue for each follower do the rest. */
export async function durable(lab: Lab): Promise<void> {
  const url = lab.output('SignUpDurableUrl');
  lab.say('one person signs up while all is well');
  lab.say(loadText(lab, 'newsletter'));
  // so that there is a process to be killed
  const first = await insist(lab, url, 0);
  await lab.until('the first is on the newsletter', PATIENCE_S, async () => (await effectsOf(lab)).newsletter.has(first.accountId));
  await bothFail(lab);
  const { newsletter } = lab.thirdParties;
  const people = await loadWithFaults(lab, { party: newsletter, victim: 'AddToNewsletter' }, (index) => insist(lab, url, index));
  await bothAreWell(lab);
  const back = Date.now();
  const ok = people.filter((person) => codeOf(person) === 'OK' && person.requests === 1).length;
  lab.promise('sign-up never fails because of a third party', ok === people.length, `${ok} of ${people.length} at once`);
  lab.say(`they wait ${median(people.map(({ answer }) => answer.tookMs)).toFixed(0)} ms (median), for one write`);

  const redriven = await settle(lab, [first, ...people]);
  const last = Math.max(...(await newsletter.list()).map(({ receivedAt }) => receivedAt));
  const lateMs = Math.max(0, last - back);
  const late = ((lateMs * lab.target.timeScale) / 1_000).toFixed(0);
  lab.promise(
    'all is done within a bound of its return',
    redriven > 0 || lateMs <= (LONGEST_STEP_S * 1_000) / lab.target.timeScale + SLACK_MS,
    `after ${late} s; bound: ${LONGEST_STEP_S} s and ${SLACK_MS / 1_000} s real${redriven > 0 ? `; ${redriven} redriven` : ''}`,
  );
}

/** Waits until all is done and nothing is left on the way; promises that it was done once. Answers how many were redriven. */
export async function settle(lab: Lab, people: readonly Person[]): Promise<number> {
  const queues = [lab.output('NewsletterQueueUrl'), lab.output('WelcomeQueueUrl')];
  const { redriven } = await untilRedriven(lab, queues, 'everything is done', PATIENCE_S, async () => {
    const effects = await effectsOf(lab);
    const lacking = people.filter(({ accountId }) => lacks(effects, accountId)).length;
    lab.progress(`${lacking} of ${people.length} lack something`);
    if (lacking > 0) return false;
    for (const queue of queues) if (!(await isIdle(lab, queue))) return false;
    return true;
  });
  const accounts = await withAccount(lab, people);
  const effects = await effectsOf(lab);
  const whole = people.filter(({ accountId }) => isWhole(effects, accountId)).length;
  lab.promise(
    'each account has one newsletter entry and one welcome',
    whole === people.length && accounts.size === people.length && twice(effects) === 0,
    `${whole} of ${accounts.size}, ${twice(effects)} twice; the queues are empty`,
  );
  return redriven;
}
