import type { Design } from '../../functions/signup/account.ts';
import type { Lab } from '../lab/lab.ts';
import { effectsOf, lacks } from './effects.ts';
import { withAccount } from './people.ts';

/** The ids on the report of accounts to repair. */
export async function reportOf(lab: Lab, design: Design, since: number): Promise<Set<string>> {
  const { status, body } = await lab.ask(`${lab.output('AccountsToRepairUrl')}?design=${design}&since=${since}`);
  if (status !== 200) throw new Error(`AccountsToRepair answered ${status} ${JSON.stringify(body)}`);
  return new Set((body.accounts as { accountId: string }[]).map(({ accountId }) => accountId));
}

/** Puts the report to the test: it names exactly the accounts that exist and lack something at a third party. Answers these. */
export async function promiseReport(
  lab: Lab,
  design: Design,
  since: number,
  people: readonly { accountId: string }[],
): Promise<Set<string>> {
  const accounts = await withAccount(lab, people);
  const effects = await effectsOf(lab);
  const incomplete = new Set([...accounts].filter((accountId) => lacks(effects, accountId)));
  const report = await reportOf(lab, design, since);
  lab.promise(
    'the report names exactly the accounts to repair',
    report.size === incomplete.size && [...report].every((accountId) => incomplete.has(accountId)),
    `${report.size} named, ${incomplete.size} of ${accounts.size} accounts lack something`,
  );
  return incomplete;
}
