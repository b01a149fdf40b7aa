import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { doneStore } from '../../shared/done-once.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logHop } from '../../shared/logger.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { retryLater } from '../../shared/retry-later.ts';
import { thirdPartyPost } from '../../shared/third-party-post.ts';
import { sendWelcome } from './core.ts';

const url = `${requiredEnv('NOTIFICATION_API_URL')}/notifications`;
const deps = {
  store: doneStore(requiredEnv('WELCOMES_TABLE_NAME')),
  notify: (notification: object, key: string) => thirdPartyPost(url, notification, key),
  log: logHop,
};

/** Who has signed up, from the welcome's own queue. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) =>
    handleBatch(
      event,
      context,
      retryLater((record) => sendWelcome(record.body, deps)),
    ),
  );
