import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { loadWithFaults } from '../lab/load.ts';
import { median } from '../lab/median.ts';
import { bothAreWell, bothFail, effectsOf, isWhole, loadText } from './effects.ts';
import { codeOf, type Person, signUp, withAccount } from './people.ts';

/** All or nothing while the person waits, and what becomes of "nothing" when undoing fails as well. */
export async function rollback(lab: Lab): Promise<void> {
  const { newsletter, notification } = lab.thirdParties;
  const url = lab.output('SignUpRollbackUrl');
  const good = await signUp(lab, url, 0);
  lab.say(`one person signs up while all is well: ${good.answer.status} after ${good.answer.tookMs.toFixed(0)} ms`);
  lab.say(loadText(lab, 'notification service'));
  await bothFail(lab);
  const load = await loadWithFaults(lab, { party: notification, victim: 'SignUpRollback' }, (index) => signUp(lab, url, index));
  const people = [good, ...load];
  await bothAreWell(lab);
  const told = (code: string) => people.filter((person) => codeOf(person) === code);
  const yes = told('OK');
  const no = [...told('SIGN_UP_FAILED'), ...told('UNDO_FAILED')];
  lab.say(
    `${counted(yes.length, 'is', 'are')} told yes, ${no.length} no; they wait ${median(people.map(({ answer }) => answer.tookMs)).toFixed(0)} ms (median)`,
  );
  const silent = told('NONE');
  if (silent.length > 0) lab.say(`${silent.length} got no answer: their process was killed`);

  const accounts = await withAccount(lab, people);
  const effects = await effectsOf(lab);
  const whole = yes.filter(({ accountId }) => accounts.has(accountId) && isWhole(effects, accountId)).length;
  lab.promise('who is told yes has all of it, once', whole === yes.length, `${whole} of ${yes.length}`);
  const kept = no.filter(({ accountId }) => accounts.has(accountId)).length;
  lab.promise('who is told no has no account', kept === 0, `${kept} of ${no.length} have one`);
  const traces = ({ accountId }: Person) => !isWhole(effects, accountId) && (effects.newsletter.has(accountId) || accounts.has(accountId));
  const unsaid = told('SIGN_UP_FAILED').filter(traces).length;
  lab.promise('where it says "taken back", it was', unsaid === 0, `${told('SIGN_UP_FAILED').length} were, ${unsaid} were not`);
  const leftOver = told('UNDO_FAILED').filter(traces).length;
  const halves = silent.filter(traces).length;
  lab.say(
    `${counted(leftOver, 'is', 'are')} on the newsletter without an account (the undo failed); ${halves} of the unanswered half signed up`,
  );
  const welcomed = no.filter(({ accountId }) => effects.welcome.has(accountId)).length;
  if (welcomed > 0) lab.say(`${counted(welcomed, 'was', 'were')} welcomed to an account that was taken back: an answer was lost`);
  await undoFails(lab, url);
  await newsletter.setKnobs({ down: false });
}

/** Stages it: the newsletter is down exactly between its yes and its undo. */
async function undoFails(lab: Lab, url: string): Promise<void> {
  const { newsletter, notification } = lab.thirdParties;
  await notification.setKnobs({ errorRate: 1, latencyMs: 1_500 });
  const accountId = lab.unique('user');
  const waits = signUp(lab, url, 0, accountId);
  await lab.until('the newsletter has the address', 60, async () => (await newsletter.list({ userId: accountId })).length > 0);
  await newsletter.setKnobs({ down: true });
  const person = await waits;
  await bothAreWell(lab);
  const accounts = await withAccount(lab, [person]);
  const left = (await newsletter.list({ userId: accountId })).length;
  lab.say('staged: the welcome fails, and the newsletter is down when its entry is to be taken back');
  lab.promise(
    'an undo that fails is admitted',
    codeOf(person) === 'UNDO_FAILED' && !accounts.has(accountId) && left === 1,
    `"${codeOf(person)}"; ${counted(accounts.size, 'account')}, ${counted(left, 'address', 'addresses')} left over`,
  );
}
