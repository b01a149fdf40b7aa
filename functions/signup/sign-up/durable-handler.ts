import { accountStore } from '../account-store.ts';
import { signUpEntrance } from './entrance.ts';

/** One write, and nothing else that could fail: the account is the event, and the table's stream is the outbox. */
export const handler = signUpEntrance('durable', 202, async (account) => {
  await accountStore.create(account);
  return {};
});
