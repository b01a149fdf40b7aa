import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Lab } from '../lab/lab.ts';
import { limit, mend, setFaults } from './faults.ts';
import { askPage, isRefusal, isWhole, ms, type Page, tally, warmUp } from './page.ts';
import { type Person, people } from './people.ts';

const SECONDS = 4;
const PER_SECOND = 8;
const ERRORS = ['DOWN', 'SLOW', 'OVERLOADED'].flatMap((kind) => [`USERS_${kind}`, `CONTRACTS_${kind}`]);

/** Many come, each when they like (an open loop: nobody waits for the others), to a chain and to Photos alone. */
export async function load(lab: Lab): Promise<void> {
  const persons = await people(lab);
  const [first] = persons as [Person];
  await mend(lab);
  try {
    for (const mode of ['chain', 'events'] as const) await warmUp(lab, mode, first);
    lab.say(
      `${PER_SECOND} people a second for ${SECONDS} s; Contracts works for 300 ms and fails ${Math.round(lab.options.errorRate * 100)} %, Users has room for 2 at once:`,
    );
    await setFaults(lab, 'Contracts', { latencyMs: 300, errorRate: lab.options.errorRate });
    await limit(lab, 'Users', 2);
    const chained = await openLoop(lab, persons, 'chain');
    lab.say(`  ${figures('chain', chained)}`);
    const alone = await openLoop(lab, persons, 'events');
    lab.say(`  ${figures('events', alone)}`);
    lab.promise(
      'chain: a whole page, or an error that says who',
      chained.every((a) => isWhole(a) || isRefusal(a, ...ERRORS)),
      tally(chained),
    );
    lab.promise('events: a whole page for everyone', alone.every(isWhole), tally(alone));
  } finally {
    await mend(lab);
  }
}

async function openLoop(lab: Lab, persons: Person[], mode: 'chain' | 'events'): Promise<Answer<Page>[]> {
  const asked: Promise<Answer<Page>>[] = [];
  for (let index = 0; index < SECONDS * PER_SECOND; index++) {
    asked.push(askPage(lab, mode, persons[index % persons.length] as Person));
    lab.progress(`${mode}: ${asked.length} of ${SECONDS * PER_SECOND}`);
    await sleep(1000 / PER_SECOND, undefined, { signal: lab.signal });
  }
  return Promise.all(asked);
}

function figures(mode: string, answers: Answer<Page>[]): string {
  const sorted = answers.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b);
  const at = (quantile: number) => ms(sorted[Math.ceil(quantile * sorted.length) - 1] ?? Number.NaN);
  return `${mode.padEnd(7)} p50 ${at(0.5).padStart(8)}   p99 ${at(0.99).padStart(8)}   ${tally(answers)}`;
}
