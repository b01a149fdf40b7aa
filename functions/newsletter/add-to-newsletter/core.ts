import { type DoneStore, doneOnce } from '../../shared/done-once.ts';
import type { ThirdPartyAnswer } from '../../shared/third-party-post.ts';
import { userSignedUpSchema } from '../../signup/messages.ts';

export interface AddToNewsletterDeps {
  store: DoneStore;
  subscribe(subscriber: { email: string; userId: string }, key: string): Promise<ThirdPartyAnswer>;
  log(hop: string, accountId: string, detail: Record<string, unknown>): void;
}

/** Puts who has signed up on the newsletter, once. Throws when a retry may help. */
export async function addToNewsletter(body: string, deps: AddToNewsletterDeps): Promise<void> {
  const { accountId, email } = userSignedUpSchema.parse(JSON.parse(body));
  const done = await doneOnce(accountId, deps.store, () => deps.subscribe({ email, userId: accountId }, `newsletter:${accountId}`));
  deps.log('added-to-newsletter', accountId, { ...done.answer, duplicate: done.duplicate });
}
