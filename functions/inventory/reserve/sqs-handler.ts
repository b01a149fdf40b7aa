import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { retryLater } from '../../shared/retry-later.ts';
import { tellOrders } from '../../shared/saga/tell-orders.ts';
import { begin, findReservation, move, take } from '../stock-store.ts';
import { reserveFor } from './core.ts';

const deps = { begin, findReservation, move, take, tell: (orderId: string) => tellOrders('inventory', orderId) };

/** Orders' events, from inventory's own queue. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) =>
    handleBatch(
      event,
      context,
      retryLater((record) => reserveFor(record.body, deps)),
    ),
  );
