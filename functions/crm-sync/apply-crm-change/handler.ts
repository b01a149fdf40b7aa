import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleFifoBatch } from '../../shared/fifo-batch.ts';
import { logHop } from '../../shared/logger.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { applyIfNewer } from '../user-store.ts';
import { applyCrmChange } from './core.ts';

/** Fed by the queue of changes, one user's in their order. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent) => handleFifoBatch(event, ({ body }) => applyCrmChange(body, { applyIfNewer, log: logHop })));
