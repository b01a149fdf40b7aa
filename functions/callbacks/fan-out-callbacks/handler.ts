import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { retryLater } from '../../shared/retry-later.ts';
import { store } from '../callback-store.ts';
import { queueDelivery } from '../queues.ts';
import { fanOutCallbacks } from './core.ts';

/** Users' outcomes, by way of the topic ShareDeliveries and a queue of our own. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) =>
    handleBatch(
      event,
      context,
      retryLater(({ body }) => fanOutCallbacks(body, { store, queue: queueDelivery, now: Date.now })),
    ),
  );
