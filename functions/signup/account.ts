/** The four ways to sign up; an account knows which made it. */
export const DESIGNS = ['rollback', 'inconsistent', 'in-process', 'durable'] as const;
export type Design = (typeof DESIGNS)[number];

export interface Account {
  accountId: string;
  email: string;
  name: string;
  design: Design;
  signedUpAt: number;
  /** All or nothing: it has all, and nobody may take it back any more. */
  complete?: boolean;
  /** All or nothing: since then a request has been taking it back. */
  undoing?: number;
}

export interface AccountStore {
  /** Creates it; answers the one that is there, not made by this request, when the same person asks again. */
  create(account: Account): Promise<{ account: Account; made: boolean }>;
  find(accountId: string): Promise<Account | undefined>;
  /** False if it is gone, or being taken back. */
  complete(accountId: string): Promise<boolean>;
  /** From now on it is being taken back, by the caller alone; false if it is complete, or another began it less than a minute ago. */
  beginUndo(account: Account, now: number): Promise<boolean>;
  /** Removes what the caller began to take back at that time. */
  remove(accountId: string, undoing: number): Promise<void>;
  /** Those of one design since that time; reads the whole table, which a report may do and a request may not. */
  list(design: Design, since: number): Promise<Account[]>;
}

/** No request lives this long: who has been taking an account back for longer is dead. */
export const UNDO_ENDS_MS = 60_000;

/** What follows from a sign-up, at a third party each. */
export const STEPS = ['newsletter', 'welcome'] as const;
export type Step = (typeof STEPS)[number];

/** Has a step done; once, however often it is called for an account. Throws when it was not, or may not have been, done. */
export type Perform = Record<Step, (account: Account) => Promise<void>>;
