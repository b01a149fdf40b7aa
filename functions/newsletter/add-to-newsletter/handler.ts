import { doneStore } from '../../shared/done-once.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logHop } from '../../shared/logger.ts';
import { queueHandler } from '../../shared/queue-handler.ts';
import { thirdPartyPost } from '../../shared/third-party-post.ts';
import { addToNewsletter } from './core.ts';

const url = `${requiredEnv('NEWSLETTER_API_URL')}/subscribers`;
const deps = {
  store: doneStore(requiredEnv('SUBSCRIPTIONS_TABLE_NAME')),
  subscribe: (subscriber: object, key: string) => thirdPartyPost(url, subscriber, key),
  log: logHop,
};

/** Who has signed up, from the newsletter's own queue. */
export const handler = queueHandler((record) => addToNewsletter(record.body, deps));
