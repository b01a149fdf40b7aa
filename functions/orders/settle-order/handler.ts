import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { retryLater } from '../../shared/retry-later.ts';
import { endOrder, noteStep } from '../order-store.ts';
import { settleOrder } from './core.ts';

/** What payment, inventory and dispatch tell Orders. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) =>
    handleBatch(
      event,
      context,
      retryLater((record) => settleOrder(record.body, { noteStep, endOrder, now: Date.now })),
    ),
  );
