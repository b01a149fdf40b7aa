import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { retryLater } from '../../shared/retry-later.ts';
import { tellOwner } from './core.ts';

const emailApiUrl = requiredEnv('EMAIL_API_URL');

export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) =>
    handleBatch(
      event,
      context,
      retryLater(({ body }) => tellOwner(body, emailApiUrl)),
    ),
  );
