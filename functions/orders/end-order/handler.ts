import middy from '@middy/core';
import * as z from 'zod';
import { logging } from '../../shared/middleware/logging.ts';
import { endOrder } from '../order-store.ts';

const inputSchema = z.object({ orderId: z.string().min(1), status: z.enum(['confirmed', 'refused']), reason: z.string().optional() });

/** Called by the state machine when all is done, or undone. It tells nobody: whoever conducts has done so. */
export const handler = middy<unknown>()
  .use(logging())
  .handler(async (event: unknown) => {
    const { orderId, status, reason } = inputSchema.parse(event);
    await endOrder(orderId, status, undefined, reason);
    return { orderId, status };
  });
