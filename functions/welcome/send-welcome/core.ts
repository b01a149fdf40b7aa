import { type DoneStore, doneOnce } from '../../shared/done-once.ts';
import type { ThirdPartyAnswer } from '../../shared/third-party-post.ts';
import { userSignedUpSchema } from '../../signup/messages.ts';

export interface SendWelcomeDeps {
  store: DoneStore;
  notify(notification: { userId: string; kind: 'welcome'; text: string }, key: string): Promise<ThirdPartyAnswer>;
  log(hop: string, accountId: string, detail: Record<string, unknown>): void;
}

/** Welcomes who has signed up, once. Throws when a retry may help. */
export async function sendWelcome(body: string, deps: SendWelcomeDeps): Promise<void> {
  const { accountId, name } = userSignedUpSchema.parse(JSON.parse(body));
  const notification = { userId: accountId, kind: 'welcome' as const, text: `Welcome, ${name}.` };
  const done = await doneOnce(accountId, deps.store, () => deps.notify(notification, `welcome:${accountId}`));
  deps.log('welcomed', accountId, { ...done.answer, duplicate: done.duplicate });
}
