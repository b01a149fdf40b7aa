import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { loadWithFaults } from '../lab/load.ts';
import { median } from '../lab/median.ts';
import { bothAreWell, bothFail, effectsOf, isWhole, lacks, loadText } from './effects.ts';
import { codeOf, type Person, signUp, withAccount } from './people.ts';
import { promiseReport } from './report.ts';
import { startServer } from './server-process.ts';

/** Virtual seconds in which somebody who remembered would have tried again. */
const LONG_ENOUGH_S = 120;
/** Where they are real, from the server's own ladder: a second to begin with. */
const REAL_LONG_ENOUGH_S = 30;

/** Retries in the background of a process that lives long: as good as the process's life, and not better. */
export async function inProcess(lab: Lab): Promise<void> {
  const since = Date.now();
  let server = await startServer(lab);
  try {
    const lucky = await whileItLives(lab, server);
    const unlucky = await untilItIsKilled(lab, server);
    server = await startServer(lab);
    await afterwards(lab, unlucky);
    await promiseReport(lab, 'in-process', since, [...lucky, ...unlucky]);
  } finally {
    await server.kill();
  }
}

type Server = Awaited<ReturnType<typeof startServer>>;

async function whileItLives(lab: Lab, server: Server): Promise<Person[]> {
  const { newsletter } = lab.thirdParties;
  lab.say(loadText(lab, 'newsletter'));
  await bothFail(lab);
  const people = await loadWithFaults(lab, { party: newsletter }, (index) => signUp(lab, server.url, index));
  const ok = people.filter((person) => codeOf(person) === 'OK').length;
  lab.promise('everyone is told yes all the same', ok === people.length, `${ok} of ${people.length}`);
  lab.say(`they wait ${median(people.map(({ answer }) => answer.tookMs)).toFixed(0)} ms (median); the rest is done in the background`);
  await lab.until('the server has nothing left to do', 300, async () => (await server.waiting()) === 0);
  const effects = await effectsOf(lab);
  const whole = people.filter(({ accountId }) => isWhole(effects, accountId)).length;
  lab.promise('while the process lives, everything is done once', whole === people.length, `${whole} of ${people.length}`);
  return people;
}

/** Nothing gets through at the newsletter until the kill, so that what it waits for then is known. */
async function untilItIsKilled(lab: Lab, server: Server): Promise<Person[]> {
  const { newsletter } = lab.thirdParties;
  await bothAreWell(lab);
  await newsletter.setKnobs({ down: true });
  const people: Person[] = [];
  for (let index = 0; index < lab.options.count; index++) people.push(await signUp(lab, server.url, index));
  const held = await server.waiting();
  await server.kill();
  await newsletter.setKnobs({ down: false });
  lab.say(`again ${people.length}, with the newsletter down; the server, with ${held} of them in mind, is killed (kill -9)`);
  lab.say('it is started again, and the newsletter is back');
  return people;
}

async function afterwards(lab: Lab, people: readonly Person[]): Promise<void> {
  const { newsletter } = lab.thirdParties;
  const longEnoughS = lab.target.timeScale === 1 ? REAL_LONG_ENOUGH_S : LONG_ENOUGH_S;
  const before = (await newsletter.stats()).requests;
  await lab.pass(longEnoughS);
  const asked = (await newsletter.stats()).requests - before;
  const effects = await effectsOf(lab);
  const accounts = await withAccount(lab, people);
  const lost = people.filter(({ accountId }) => accounts.has(accountId) && lacks(effects, accountId)).length;
  lab.promise(
    'a restart forgets all that was waiting',
    asked === 0 && lost === people.length,
    `${lost} of ${people.length} lost, ${counted(asked, 'request')} in ${longEnoughS} s`,
  );
}
