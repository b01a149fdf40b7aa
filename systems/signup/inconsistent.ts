import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { loadWithFaults } from '../lab/load.ts';
import { bothAreWell, bothFail, effectsOf, isWhole, loadText, twice } from './effects.ts';
import { codeOf, signUp, withAccount } from './people.ts';
import { promiseReport, reportOf } from './report.ts';

const MAX_ROUNDS = 20;

/** The account stays; what failed is found by a report of what is really there, and repaired. */
export async function inconsistent(lab: Lab): Promise<void> {
  const since = Date.now();
  const url = lab.output('SignUpInconsistentUrl');
  lab.say(loadText(lab, 'newsletter'));
  await bothFail(lab);
  const { newsletter } = lab.thirdParties;
  const people = await loadWithFaults(lab, { party: newsletter, victim: 'SignUpInconsistent' }, (index) => signUp(lab, url, index));
  const yes = people.filter((person) => codeOf(person) === 'OK');
  const admitted = yes.filter(({ answer }) => (answer.body.missing as string[]).length > 0).length;
  const accounts = await withAccount(lab, people);
  lab.say(
    `${counted(yes.length, 'is', 'are')} told yes, ${admitted} of them with something missing; ${people.length - yes.length} got no answer`,
  );
  lab.promise(
    'who is told yes has an account',
    yes.every(({ accountId }) => accounts.has(accountId)),
    `${yes.length} told yes, ${counted(accounts.size, 'account')}`,
  );
  const incomplete = await promiseReport(lab, 'inconsistent', since, people);

  const rounds = await repair(lab, since);
  lab.say(`repaired in ${counted(rounds, 'round')} while both third parties still fail; the last round twice at once`);
  await bothAreWell(lab);
  const effects = await effectsOf(lab);
  const whole = [...accounts].filter((accountId) => isWhole(effects, accountId)).length;
  lab.promise(
    'after the repair each account has all of it, once',
    whole === accounts.size && twice(effects) === 0,
    `${whole} of ${accounts.size}, ${twice(effects)} twice; ${incomplete.size} were repaired`,
  );
  const left = (await reportOf(lab, 'inconsistent', since)).size;
  lab.promise('then the report is empty', left === 0, `${left} named`);
}

/** Two runs side by side, as two operators would, until neither has anything left to do. Answers how many rounds it took. */
async function repair(lab: Lab, since: number): Promise<number> {
  const run = () => lab.ask(lab.output('RepairAccountsUrl'), { method: 'POST', body: { design: 'inconsistent', since } });
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const answers = await Promise.all([run(), run()]);
    if (answers.every(({ status, body }) => status === 200 && body.failed === 0)) return round;
  }
  throw new Error(`${MAX_ROUNDS} rounds of repair did not suffice`);
}
