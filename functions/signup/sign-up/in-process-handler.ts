import { accountStore } from '../account-store.ts';
import { perform } from '../third-parties.ts';
import { signUpEntrance } from './entrance.ts';
import { signUpAndGoOn } from './in-process.ts';

/** Background retries where there is no background: the environment is frozen as soon as it has answered. */
export const handler = signUpEntrance('in-process', 202, async (account) => {
  await signUpAndGoOn(account, { accounts: accountStore, perform, retryBaseMs: 1_000 });
  return {};
});
