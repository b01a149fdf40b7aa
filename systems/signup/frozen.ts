import type { Lab } from '../lab/lab.ts';
import { loadWithFaults } from '../lab/load.ts';
import { bothAreWell, bothFail, effectsOf, isWhole, lacks, loadText, twice } from './effects.ts';
import { codeOf, insist } from './people.ts';
import { promiseReport } from './report.ts';

/** Real time, as functions live in it: some steps of the handler's ladder, which begins with a second. */
const QUIET_S = 4;
const MAX_KNOCKS = 200;
/** Real: the newsletter stays down till the environment is frozen, which takes milliseconds where the machine is free; less than the ladder's first step. */
const DOWN_S = 0.6;
/** Real: retries that fail once more wait for seconds. */
const BETWEEN_KNOCKS_S = 0.3;

/** Work that goes on after the answer, on Lambda: the environment is frozen, and thawed by whoever comes next. */
export async function frozen(lab: Lab): Promise<void> {
  const since = Date.now();
  const url = lab.output('SignUpInProcessUrl');
  const first = await oneAlone(lab, url);
  lab.say(loadText(lab, 'newsletter'));
  await bothFail(lab);
  const { newsletter } = lab.thirdParties;
  const people = await loadWithFaults(lab, { party: newsletter, victim: 'SignUpInProcess' }, (index) => insist(lab, url, index));
  await bothAreWell(lab);
  const ok = people.filter((person) => codeOf(person) === 'OK').length;
  lab.promise('everyone is told yes all the same', ok === people.length, `${ok} of ${people.length}`);
  await lab.pass(QUIET_S * lab.target.timeScale);
  const effects = await effectsOf(lab);
  const whole = people.filter(({ accountId }) => isWhole(effects, accountId)).length;
  const lost = people.filter(({ accountId }) => lacks(effects, accountId)).length;
  lab.say(`${QUIET_S} s after all are well, ${whole} have all of it and ${lost} lack something; nothing says when, or whether`);
  lab.promise('nothing is done twice', twice(effects) === 0, `${twice(effects)} were`);
  await promiseReport(lab, 'in-process', since, [first, ...people]);
}

/** One person whose newsletter entry fails at first; then it is well, and nobody comes by. */
async function oneAlone(lab: Lab, url: string) {
  const { newsletter } = lab.thirdParties;
  await newsletter.setKnobs({ down: true });
  const person = await insist(lab, url, 0);
  await lab.pass(DOWN_S * lab.target.timeScale);
  await newsletter.setKnobs({ down: false });
  lab.say('one person signs up while the newsletter is down for a moment; then it is well, and nobody comes by');
  await lab.pass(QUIET_S * lab.target.timeScale);
  const has = async () => (await newsletter.list({ userId: person.accountId })).length;
  if ((await has()) > 0) {
    lab.promise('it is found out whether work goes on', true, 'it does: nothing is frozen here');
    return person;
  }
  // who asks for nothing still thaws the environment
  let knocks = 0;
  while ((await has()) === 0 && knocks < MAX_KNOCKS) {
    knocks++;
    await lab.ask(url, { method: 'POST', body: {} });
    await lab.pass(BETWEEN_KNOCKS_S * lab.target.timeScale);
  }
  lab.promise(
    'it is found out whether work goes on',
    (await has()) === 1,
    (await has()) === 1
      ? `frozen: nothing in ${QUIET_S} s; thawed by ${knocks} request${knocks === 1 ? '' : 's'}`
      : `neither in ${QUIET_S} s nor with ${knocks} requests`,
  );
  return person;
}
