import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { logger } from '../../shared/logger.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { retryLater } from '../../shared/retry-later.ts';
import { givePoints } from '../points-store.ts';
import { award } from './core.ts';

/** Purchases from Orders' bus, by way of loyalty's own queue. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) =>
    handleBatch(
      event,
      context,
      retryLater((record) => award(record.body, { givePoints, log: (line, detail) => logger.info(line, { hop: line, ...detail }) })),
    ),
  );
