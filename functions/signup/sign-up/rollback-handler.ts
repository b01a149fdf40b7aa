import { accountStore } from '../account-store.ts';
import { perform, unsubscribe } from '../third-parties.ts';
import { signUpEntrance } from './entrance.ts';
import { signUpOrUndo } from './rollback.ts';

/** Synchronous, with rollback. */
export const handler = signUpEntrance('rollback', 201, (account) =>
  signUpOrUndo(account, { accounts: accountStore, perform, unsubscribe, now: Date.now }),
);
