import type { Lab } from '../lab/lab.ts';
import { limit, mend, setFaults } from './faults.ts';
import { askPage, inTurn, isRefusal, isWhole, ms, tally, waitedFor, warmUp } from './page.ts';
import { type Person, people } from './people.ts';

/** What each service takes for its work, in milliseconds, so that there is something to add up. */
export const WORK_MS = { Users: 150, Contracts: 200 };
const TOO_SLOW_MS = 4_000;
/** Enough at once for a service that does one thing at a time. */
const LEAST_BURST = 8;

/** Photos waits for Users, who waits for Contracts: one page is as slow as all, and as sound as the weakest. */
export async function chain(lab: Lab): Promise<void> {
  const persons = await people(lab);
  const few = persons.slice(0, 5);
  const [first] = persons as [Person];
  const ask = (person: Person) => askPage(lab, 'chain', person);
  await mend(lab);
  try {
    await setFaults(lab, 'Users', { latencyMs: WORK_MS.Users });
    await setFaults(lab, 'Contracts', { latencyMs: WORK_MS.Contracts });
    await warmUp(lab, 'chain', first);
    const well = await inTurn(few, ask);
    const least = WORK_MS.Users + WORK_MS.Contracts;
    lab.say(`Users works for ${WORK_MS.Users} ms, Contracts for ${WORK_MS.Contracts} ms; the page waits for both (median):`);
    lab.say(
      `  page ${ms(waitedFor(well, 'total'))} = Photos + Users ${ms(waitedFor(well, 'users'))}, in which Contracts ${ms(waitedFor(well, 'contracts'))}`,
    );
    lab.promise(
      'all is there while all are well, and the waits add up',
      well.every((answer) => isWhole(answer) && (answer.body.waited?.total ?? 0) >= least),
      `${tally(well)}; each waited for ${least} ms or more`,
    );

    await setFaults(lab, 'Contracts', { down: true });
    const contractsDown = await inTurn(few, ask);
    lab.promise(
      'Contracts down: no page, and the error says who',
      contractsDown.every((a) => isRefusal(a, 'CONTRACTS_DOWN')),
      tally(contractsDown),
    );

    await setFaults(lab, 'Contracts', { latencyMs: TOO_SLOW_MS });
    const slow = await inTurn(few.slice(0, 2), ask);
    const longest = Math.max(...slow.map(({ body, tookMs }) => (body.error ? tookMs : 0)));
    lab.promise(
      'Contracts slow: given up in time, and said who',
      slow.every((a) => isRefusal(a, 'CONTRACTS_SLOW')),
      `${tally(slow)} after ${ms(longest)} at most`,
    );

    await failing(lab, persons, ask);

    await setFaults(lab, 'Users', { down: true });
    const usersDown = await inTurn(few, ask);
    lab.promise(
      'Users down: no page, and the error says who',
      usersDown.every((a) => isRefusal(a, 'USERS_DOWN')),
      tally(usersDown),
    );

    await overload(lab, persons, ask);
  } finally {
    await mend(lab);
  }
  await warmUp(lab, 'chain', first);
  const after = await inTurn(few, ask);
  lab.promise('all is there again when all are well', after.every(isWhole), tally(after));
}

/** Contracts fails now and then, and a process of Users is killed: one more try hides most of it. */
async function failing(lab: Lab, persons: Person[], ask: (person: Person) => ReturnType<typeof askPage>): Promise<void> {
  const { errorRate, kill } = lab.options;
  await setFaults(lab, 'Contracts', { errorRate });
  const answers = await inTurn(persons, async (person) => {
    const asked = ask(person);
    if (kill && person === persons[Math.floor(persons.length / 2)]) await lab.target.killFunction?.('FindProfile');
    return asked;
  });
  lab.say(`Contracts fails ${Math.round(errorRate * 100)} % of requests; each is asked twice at most: ${tally(answers)}`);
  lab.promise(
    'some failures: a whole page, or an error that says who',
    answers.every((a) => isWhole(a) || isRefusal(a, 'CONTRACTS_DOWN', 'USERS_DOWN')),
    tally(answers),
  );
}

/** Users may do one thing at a time, and everyone comes at once. */
async function overload(lab: Lab, persons: Person[], ask: (person: Person) => ReturnType<typeof askPage>): Promise<void> {
  await setFaults(lab, 'Users', { latencyMs: 500 });
  await limit(lab, 'Users', 1);
  await setFaults(lab, 'Contracts', undefined);
  const burst = Array.from({ length: Math.max(LEAST_BURST, persons.length) }, (_, index) => persons[index % persons.length] as Person);
  const crowd = await Promise.all(burst.map(ask));
  const throttled = crowd.filter((a) => isRefusal(a, 'USERS_OVERLOADED')).length;
  // behind one that is let in: its turn may come too late
  const slow = crowd.filter((a) => isRefusal(a, 'USERS_SLOW')).length;
  const pages = crowd.filter(isWhole).length;
  lab.promise(
    'Users overloaded: throttled, and said so',
    throttled > 0 && throttled + slow + pages === crowd.length,
    `${crowd.length} at once: ${tally(crowd)}`,
  );
  await limit(lab, 'Users', undefined);
}
