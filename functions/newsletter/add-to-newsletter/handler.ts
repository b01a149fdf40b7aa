import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { doneStore } from '../../shared/done-once.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logHop } from '../../shared/logger.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { retryLater } from '../../shared/retry-later.ts';
import { thirdPartyPost } from '../../shared/third-party-post.ts';
import { addToNewsletter } from './core.ts';

const url = `${requiredEnv('NEWSLETTER_API_URL')}/subscribers`;
const deps = {
  store: doneStore(requiredEnv('SUBSCRIPTIONS_TABLE_NAME')),
  subscribe: (subscriber: object, key: string) => thirdPartyPost(url, subscriber, key),
  log: logHop,
};

/** Who has signed up, from the newsletter's own queue. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) =>
    handleBatch(
      event,
      context,
      retryLater((record) => addToNewsletter(record.body, deps)),
    ),
  );
