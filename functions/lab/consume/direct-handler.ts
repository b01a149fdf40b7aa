import middy from '@middy/core';
import { logging } from '../../shared/middleware/logging.ts';
import { messageSchema } from '../message.ts';
import { consume } from './core.ts';
import { arrive, deps } from './deps.ts';

/** Invoked by name: its caller waits, or Lambda queues the event. */
export const handler = middy()
  .use(logging())
  .handler(async (event: unknown) => {
    const arrived = arrive(1);
    await consume(messageSchema.parse(event), arrived, deps);
  });
