import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, type AccountStore, type Perform, STEPS } from '../account.ts';

export interface InProcessDeps {
  accounts: Pick<AccountStore, 'create'>;
  perform: Perform;
  /** The first step of the ladder: 1, 2, 4 … 32 times this. */
  retryBaseMs: number;
  wait?(ms: number): Promise<unknown>;
}

/**
 * Answers when the account is there, and sees to the rest afterwards. What is still to do is known to this process's memory and to nobody
 * else: the promise that nobody awaits is the only queue there is.
 */
export async function signUpAndGoOn(account: Account, deps: InProcessDeps): Promise<{ rest: Promise<void> }> {
  const { account: created } = await deps.accounts.create(account);
  const rest = Promise.all(STEPS.map((step) => untilDone(() => deps.perform[step](created), deps))).then(() => {});
  return { rest };
}

async function untilDone(attempt: () => Promise<void>, { retryBaseMs, wait = sleep }: InProcessDeps): Promise<void> {
  for (let step = 1; ; step = Math.min(32, 2 * step))
    try {
      return await attempt();
    } catch {
      await wait(step * retryBaseMs);
    }
}
