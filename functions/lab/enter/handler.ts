import middy from '@middy/core';
import { requiredEnv } from '../../shared/env.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { type Entered, type HandOver, type Message, orderSchema } from '../message.ts';
import { handOver } from './hand-over.ts';

const way = JSON.parse(requiredEnv('HAND_OVER')) as HandOver;
let cold = true;

/** The entrance of a lane: stamps a message and hands it over by the lane's own way. A failed hand-over fails the invocation. */
export const handler = middy()
  .use(logging())
  .handler(async (event: unknown): Promise<Entered> => {
    const enteredAt = Date.now();
    const entranceCold = cold;
    cold = false;
    const { bytes = 0, sends, ...order } = orderSchema.parse(event);
    let messageId: string | undefined;
    let message: Message = { ...order, enteredAt, handedOverAt: Date.now() };
    const missing = bytes - JSON.stringify({ ...message, padding: '' }).length;
    if (missing > 0) message = { ...message, padding: 'x'.repeat(missing) };
    for (let send = 0; send < sends; send++) messageId = (await handOver(way, message)) ?? messageId;
    const { handedOverAt } = message;
    return { ...(messageId ? { messageId } : {}), enteredAt, entranceCold, handedOverAt, acknowledgedAt: Date.now() };
  });
