import * as z from 'zod';
import { type Account, type AccountStore, DESIGNS, type Design, STEPS, type Step } from '../account.ts';

/** Which accounts a report is about; a query has strings, a body numbers. */
export const periodSchema = z.object({ design: z.enum(DESIGNS), since: z.coerce.number().int().nonnegative().default(0) });

export interface ToRepair {
  account: Account;
  missing: Step[];
}

export interface ReportDeps {
  accounts: Pick<AccountStore, 'list'>;
  /** Whom a third party has, by account. */
  entries(step: Step): Promise<{ userId: string }[]>;
}

/**
 * The accounts that lack something, by what the third parties say. Our own notes would not do: a process that died between a call and
 * its note, or an answer that was lost, makes them wrong, and those are the accounts one is looking for.
 */
export async function accountsToRepair(design: Design, since: number, deps: ReportDeps): Promise<ToRepair[]> {
  const accounts = await deps.accounts.list(design, since);
  const there = new Map<Step, Set<string>>();
  for (const step of STEPS) there.set(step, new Set((await deps.entries(step)).map(({ userId }) => userId)));
  return accounts
    .map((account) => ({ account, missing: STEPS.filter((step) => !there.get(step)?.has(account.accountId)) }))
    .filter(({ missing }) => missing.length > 0);
}
