import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { shareRequestSchema } from '../../shared/messages.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { sendShareEmail } from './core.ts';
import { realDeps } from './deps.ts';

/** Pull: the poller brings up to ten shares; those that fail become visible again, and end in the DLQ after five receives. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler(async (event: SQSEvent, context) => {
    const handledAt = Date.now();
    const deps = realDeps(context);
    return handleBatch(event, context, (record) => sendShareEmail(shareRequestSchema.parse(JSON.parse(record.body)), handledAt, deps));
  });
