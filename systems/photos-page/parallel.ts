import type { Lab } from '../lab/lab.ts';
import { WORK_MS } from './chain.ts';
import { mend, setFaults } from './faults.ts';
import { askPage, inTurn, isRefusal, isWhole, ms, tally, waitedFor, warmUp } from './page.ts';
import { type Person, people } from './people.ts';

/** Photos asks Users and Contracts at once: the page is as slow as the slower of them, and still needs both. */
export async function parallel(lab: Lab): Promise<void> {
  const persons = (await people(lab)).slice(0, 5);
  const [first] = persons as [Person];
  const ask = (person: Person) => askPage(lab, 'parallel', person);
  await mend(lab);
  try {
    await setFaults(lab, 'Users', { latencyMs: WORK_MS.Users });
    await setFaults(lab, 'Contracts', { latencyMs: WORK_MS.Contracts });
    await warmUp(lab, 'parallel', first);
    const well = await inTurn(persons, ask);
    lab.say(`Users works for ${WORK_MS.Users} ms, Contracts for ${WORK_MS.Contracts} ms, side by side (median):`);
    lab.say(`  page ${ms(waitedFor(well, 'total'))}; Users ${ms(waitedFor(well, 'users'))}, Contracts ${ms(waitedFor(well, 'contracts'))}`);
    const saved = well.every(({ body: { waited } }) => waited && waited.total < (waited.users ?? 0) + (waited.contracts ?? 0));
    lab.promise('all is there while all are well', well.every(isWhole), tally(well));
    lab.promise(
      'the page waits for less than the sum',
      saved,
      `${ms(waitedFor(well, 'total'))} instead of ${ms(waitedFor(well, 'users') + waitedFor(well, 'contracts'))}`,
    );

    await setFaults(lab, 'Contracts', { down: true });
    const down = await inTurn(persons, ask);
    lab.promise(
      'Contracts down: no page all the same, and the error says who',
      down.every((a) => isRefusal(a, 'CONTRACTS_DOWN')),
      tally(down),
    );
  } finally {
    await mend(lab);
  }
}
