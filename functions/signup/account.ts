/** The four ways to sign up; an account knows which made it. */
export const DESIGNS = ['rollback', 'inconsistent', 'in-process', 'durable'] as const;
export type Design = (typeof DESIGNS)[number];

export interface Account {
  accountId: string;
  email: string;
  name: string;
  design: Design;
  signedUpAt: number;
}

export interface AccountStore {
  /** Creates it; answers the one that is there when the same person asks again. */
  create(account: Account): Promise<Account>;
  find(accountId: string): Promise<Account | undefined>;
  remove(accountId: string): Promise<void>;
  /** Those of one design since that time; reads the whole table, which a report may do and a request may not. */
  list(design: Design, since: number): Promise<Account[]>;
}

/** What follows from a sign-up, at a third party each. */
export const STEPS = ['newsletter', 'welcome'] as const;
export type Step = (typeof STEPS)[number];

/** Has a step done; once, however often it is called for an account. Throws when it was not, or may not have been, done. */
export type Perform = Record<Step, (account: Account) => Promise<void>>;
