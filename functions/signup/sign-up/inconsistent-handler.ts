import { logHop } from '../../shared/logger.ts';
import { accountStore } from '../account-store.ts';
import { perform } from '../third-parties.ts';
import { signUpEntrance } from './entrance.ts';
import { signUpAnyway } from './inconsistent.ts';

/** Synchronous; what fails is left to be repaired. */
export const handler = signUpEntrance('inconsistent', 201, (account) =>
  signUpAnyway(account, {
    accounts: accountStore,
    perform,
    failed: (step, { accountId }, { message }) => logHop('step-failed', accountId, { step, message }),
  }),
);
