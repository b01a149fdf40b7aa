import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { logHop } from '../../shared/logger.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { countOnce } from '../statistics-store.ts';
import { countShare } from './core.ts';

/** PhotoShared, by Statistics' own queue. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) => handleBatch(event, context, (record) => countShare(record.body, { countOnce, log: logHop })));
