import { FAILURES_TO_OPEN, OPEN_MS } from '../../functions/shared/remote/policies.ts';
import type { Answer, Lab } from '../lab/lab.ts';
import { mend, setFaults } from './faults.ts';
import { askPage, inTurn, isWhole, ms, type Page, tally, warmUp } from './page.ts';
import { type Person, people } from './people.ts';

const TOO_SLOW_MS = 4_000;
const PAGES = FAILURES_TO_OPEN + 4;
const AT_ONCE = 5;

const lacks = ({ status, body }: Answer<Page>, code: string) =>
  status === 200 && body.user !== undefined && body.contract === undefined && body.missing?.contract === code;

/** A chain that gives up early, leaves alone who is down, and shows what there is. */
export async function breaker(lab: Lab): Promise<void> {
  const persons = await people(lab);
  const [first] = persons as [Person];
  const ask = (person: Person) => askPage(lab, 'breaker', person);
  await mend(lab);
  try {
    await warmUp(lab, 'breaker', first);
    const well = await inTurn(persons.slice(0, 3), ask);
    lab.promise('all is there while all are well', well.every(isWhole), tally(well));

    await setFaults(lab, 'Contracts', { latencyMs: TOO_SLOW_MS });
    const answers = await inTurn(
      Array.from({ length: PAGES }, (_, i) => persons[i % persons.length] as Person),
      ask,
    );
    const waited = answers.filter((a) => lacks(a, 'CONTRACTS_SLOW'));
    const spared = answers.filter((a) => lacks(a, 'CONTRACTS_CIRCUIT_OPEN'));
    const longest = (some: Answer<Page>[]) => ms(Math.max(0, ...some.map(({ body }) => body.waited?.total ?? 0)));
    lab.say(`Contracts is slow: ${waited.length} pages wait for it in vain (${longest(waited)} at most), then the circuit opens`);
    lab.say(`  and ${spared.length} pages don't ask (${longest(spared)} at most)`);
    lab.promise(
      'a page without the contract says so',
      waited.length + spared.length === PAGES,
      `${waited.length + spared.length} of ${PAGES}, ${tally(answers)}`,
    );
    lab.promise(
      `after ${FAILURES_TO_OPEN} failures nobody waits`,
      waited.length === FAILURES_TO_OPEN && spared.length === PAGES - FAILURES_TO_OPEN,
      `${spared.length} were spared`,
    );

    await manyEnvironments(lab, ask, first);

    await setFaults(lab, 'Contracts', undefined);
    // breakers look at the real clock, as every function does
    await lab.pass((OPEN_MS / 1000) * lab.target.timeScale);
    await warmUp(lab, 'breaker', first);
    lab.promise('the contract is back when Contracts is, and nobody did anything', true, `a circuit asks again after ${ms(OPEN_MS)}`);

    await setFaults(lab, 'Users', { down: true });
    const alone = await inTurn(persons.slice(0, FAILURES_TO_OPEN + 1), ask);
    const photosOnly = alone.filter(
      ({ status, body }) => status === 200 && body.missing?.user !== undefined && (body.photos?.length ?? 0) > 0,
    );
    lab.promise(
      'Users down: the photos are shown, and what is missing is said',
      photosOnly.length === alone.length,
      `${photosOnly.length} of ${alone.length}, ${[...new Set(alone.map(({ body }) => body.missing?.user))].join(', ')}`,
    );
  } finally {
    await mend(lab);
  }
}

/** Some at once, in rounds, with new environments whose circuits are closed: each has to find out for itself. */
async function manyEnvironments(lab: Lab, ask: (person: Person) => Promise<Answer<Page>>, person: Person): Promise<void> {
  await setFaults(lab, 'Users', { latencyMs: 300 });
  const answers: Answer<Page>[] = [];
  for (let round = 0; round <= FAILURES_TO_OPEN; round++)
    answers.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => ask(person)))));
  const waited = answers.filter((answer) => lacks(answer, 'CONTRACTS_SLOW')).length;
  lab.say(`${AT_ONCE} at once need more environments of Users, each with a circuit of its own: ${waited} pages wait now`);
}
