import { type Account, type AccountStore, type Perform, STEPS, type Step } from '../account.ts';

export interface InconsistentDeps {
  accounts: Pick<AccountStore, 'create'>;
  perform: Perform;
  /** For the log; the report does not rely on it. */
  failed(step: Step, account: Account, error: Error): void;
}

/** The account stays whatever comes of the rest; what did not work is for the report, and for whoever reads it. */
export async function signUpAnyway(account: Account, { accounts, perform, failed }: InconsistentDeps): Promise<{ missing: Step[] }> {
  const { account: created } = await accounts.create(account);
  const missing: Step[] = [];
  for (const step of STEPS)
    try {
      await perform[step](created);
    } catch (error) {
      failed(step, created, error as Error);
      missing.push(step);
    }
  return { missing };
}
