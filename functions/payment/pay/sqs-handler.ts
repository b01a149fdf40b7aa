import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { retryLater } from '../../shared/retry-later.ts';
import { tellOrders } from '../../shared/saga/tell-orders.ts';
import { payFor } from './core.ts';
import { realDeps } from './deps.ts';

const deps = { ...realDeps, tell: (orderId: string) => tellOrders('payment', orderId) };

/** Orders' events, from payment's own queue. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) =>
    handleBatch(
      event,
      context,
      retryLater((record) => payFor(record.body, deps)),
    ),
  );
