import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { retryLater } from '../../shared/retry-later.ts';
import { tellOrders } from '../../shared/saga/tell-orders.ts';
import { shipFor } from './core.ts';
import { realDeps } from './deps.ts';

const deps = { ...realDeps, tell: (orderId: string) => tellOrders('dispatch', orderId) };

/** Orders' events, from dispatch's own queues: one of prime orders, one of all others. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) =>
    handleBatch(
      event,
      context,
      retryLater((record) => shipFor(record.body, deps)),
    ),
  );
