import { requiredEnv } from '../shared/env.ts';
import { thirdPartyFetch } from '../shared/third-party-fetch.ts';
import { thirdPartyPost } from '../shared/third-party-post.ts';
import type { Account, Perform, Step } from './account.ts';

const TIMEOUT_MS = 5_000;

const subscribersUrl = () => `${requiredEnv('NEWSLETTER_API_URL')}/subscribers`;
const notificationsUrl = () => `${requiredEnv('NOTIFICATION_API_URL')}/notifications`;

/** Both calls as the synchronous designs make them, in the person's own request. The keys are the account's, not the attempt's. */
export const perform: Perform = {
  newsletter: ({ accountId, email }) => post(subscribersUrl(), { email, userId: accountId }, `newsletter:${accountId}`),
  welcome: ({ accountId, name }) =>
    post(notificationsUrl(), { userId: accountId, kind: 'welcome', text: `Welcome, ${name}.` }, `welcome:${accountId}`),
};

async function post(url: string, body: unknown, key: string): Promise<void> {
  const answer = await thirdPartyPost(url, body, key);
  if ('refused' in answer) throw new Error(`${url} refused: ${answer.refused}`);
}

/**
 * Takes an account off the newsletter, whether or not it was known to be on it: a call that got no answer may have worked. There is no
 * such thing for a notification; it has been read.
 */
export async function unsubscribe({ accountId }: Pick<Account, 'accountId'>): Promise<void> {
  for (const { id } of await entries('newsletter', accountId)) {
    const response = await request('DELETE', new URL(`${subscribersUrl()}/${id}`));
    if (!response.ok && response.status !== 404) throw new Error(`The newsletter answered ${response.status} to DELETE.`);
  }
}

interface Entry {
  id: string;
  userId: string;
}

/** What a third party has: of one account, or of all. */
export async function entries(step: Step, userId?: string): Promise<Entry[]> {
  const url = new URL(step === 'newsletter' ? subscribersUrl() : notificationsUrl());
  if (userId !== undefined) url.searchParams.set('userId', userId);
  const response = await request('GET', url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  const body = (await response.json()) as { subscribers?: Entry[]; notifications?: Entry[] };
  return body.subscribers ?? body.notifications ?? [];
}

const request = (method: 'GET' | 'DELETE', url: URL) =>
  thirdPartyFetch(url, { method, headers: {}, signal: AbortSignal.timeout(TIMEOUT_MS) });
