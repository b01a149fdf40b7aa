import type { Account, Design, Perform, Step } from '../account.ts';
import { accountsToRepair, type ReportDeps } from '../accounts-to-repair/core.ts';

export interface RepairDeps extends ReportDeps {
  perform: Perform;
  /** For the log; the next report does not rely on it. */
  failed(step: Step, account: Account, error: Error): void;
}

/**
 * Does what is missing, by the same keys as the sign-ups themselves: who is repaired twice at once, or while the sign-up still goes on,
 * gets everything once all the same.
 */
export async function repairAccounts(design: Design, since: number, deps: RepairDeps): Promise<{ repaired: number; failed: number }> {
  const steps = (await accountsToRepair(design, since, deps)).flatMap(({ account, missing }) => missing.map((step) => ({ account, step })));
  let repaired = 0;
  for (const { account, step } of steps)
    await deps.perform[step](account).then(
      () => repaired++,
      (error: Error) => deps.failed(step, account, error),
    );
  return { repaired, failed: steps.length - repaired };
}
