import middy from '@middy/core';
import { shareRequestSchema } from '../../shared/messages.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { sendShareEmail } from './core.ts';
import { realDeps } from './deps.ts';

/** Invoked by name: the caller waits for the outcome (sync), or Lambda queues the event and retries twice (async). */
export const handler = middy()
  .use(logging())
  .handler(async (event: unknown, context) => {
    const handledAt = Date.now();
    return sendShareEmail(shareRequestSchema.parse(event), handledAt, realDeps(context));
  });
