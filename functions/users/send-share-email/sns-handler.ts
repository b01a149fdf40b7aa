import middy from '@middy/core';
import type { SNSEvent } from 'aws-lambda';
import { shareRequestSchema } from '../../shared/messages.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { sendShareEmail } from './core.ts';
import { realDeps } from './deps.ts';

/** Push: SNS starts the function as soon as a share is published; a throw goes to Lambda's asynchronous retries. */
export const handler = middy<SNSEvent>()
  .use(logging())
  .handler(async (event: SNSEvent, context) => {
    const handledAt = Date.now();
    const deps = realDeps(context);
    await Promise.all(
      event.Records.map((record) => sendShareEmail(shareRequestSchema.parse(JSON.parse(record.Sns.Message)), handledAt, deps)),
    );
  });
