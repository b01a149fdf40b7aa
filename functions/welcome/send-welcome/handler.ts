import { doneStore } from '../../shared/done-once.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logHop } from '../../shared/logger.ts';
import { queueHandler } from '../../shared/queue-handler.ts';
import { thirdPartyPost } from '../../shared/third-party-post.ts';
import { sendWelcome } from './core.ts';

const url = `${requiredEnv('NOTIFICATION_API_URL')}/notifications`;
const deps = {
  store: doneStore(requiredEnv('WELCOMES_TABLE_NAME')),
  notify: (notification: object, key: string) => thirdPartyPost(url, notification, key),
  log: logHop,
};

/** Who has signed up, from the welcome's own queue. */
export const handler = queueHandler((record) => sendWelcome(record.body, deps));
