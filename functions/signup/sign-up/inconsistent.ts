import { logger } from '../../shared/logger.ts';
import { type Account, type AccountStore, type Perform, STEPS, type Step } from '../account.ts';

export interface InconsistentDeps {
  accounts: Pick<AccountStore, 'create'>;
  perform: Perform;
}

/** The account stays whatever comes of the rest; what did not work is for the report, and for whoever reads it. */
export async function signUpAnyway(account: Account, { accounts, perform }: InconsistentDeps): Promise<{ missing: Step[] }> {
  const created = await accounts.create(account);
  const missing: Step[] = [];
  for (const step of STEPS)
    try {
      await perform[step](created);
    } catch (error) {
      logger.warn('step failed', { hop: 'step-failed', correlation_id: created.accountId, step, error: error as Error });
      missing.push(step);
    }
  return { missing };
}
