import { type Account, type AccountStore, type Perform, type Step, UNDO_ENDS_MS } from './account.ts';

export const ANN: Account = { accountId: 'a1', email: 'ann@example.com', name: 'Ann', design: 'durable', signedUpAt: 1_000 };

/** Accounts in memory. */
export function memoryAccounts(...there: Account[]): AccountStore & { all: Map<string, Account> } {
  const all = new Map(there.map((account) => [account.accountId, account]));
  return {
    all,
    async create(account) {
      const there = all.get(account.accountId);
      if (there !== undefined) return { account: there, made: false };
      all.set(account.accountId, account);
      return { account, made: true };
    },
    find: async (accountId) => all.get(accountId),
    async complete(accountId) {
      const there = all.get(accountId);
      if (there === undefined || there.undoing !== undefined) return false;
      all.set(accountId, { ...there, complete: true });
      return true;
    },
    async beginUndo({ accountId, signedUpAt }, now) {
      const there = all.get(accountId);
      const dead = (there?.undoing ?? 0) < now - UNDO_ENDS_MS;
      if (there?.signedUpAt !== signedUpAt || there.complete || (there.undoing !== undefined && !dead)) return false;
      all.set(accountId, { ...there, undoing: now });
      return true;
    },
    async remove(accountId, undoing) {
      if (all.get(accountId)?.undoing === undoing) all.delete(accountId);
    },
    list: async (design, since) => [...all.values()].filter((account) => account.design === design && account.signedUpAt >= since),
  };
}

/** Third parties that do each step, unless `fails` says that it does not work this time. */
export function fakeParties(fails: (step: Step, attempt: number) => boolean = () => false) {
  const has: Record<Step, Set<string>> = { newsletter: new Set(), welcome: new Set() };
  let attempts = 0;
  const doing = (step: Step) => async (account: Account) => {
    if (fails(step, attempts++)) throw new Error(`${step} is down`);
    has[step].add(account.accountId);
  };
  const perform: Perform = { newsletter: doing('newsletter'), welcome: doing('welcome') };
  return { has, perform, entries: async (step: Step) => [...has[step]].map((userId) => ({ userId })) };
}
