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
    const users = waitedFor(well, 'users');
    const contracts = waitedFor(well, 'contracts');
    const total = waitedFor(well, 'total');
    lab.say(`Users works for ${WORK_MS.Users} ms, Contracts for ${WORK_MS.Contracts} ms, side by side (median):`);
    lab.say(`  page ${ms(total)}; Users ${ms(users)}, Contracts ${ms(contracts)}`);
    lab.promise('all is there while all are well', well.every(isWhole), tally(well));
    lab.promise('the page waits for less than the sum', total < users + contracts, `${ms(total)} instead of ${ms(users + contracts)}`);

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
