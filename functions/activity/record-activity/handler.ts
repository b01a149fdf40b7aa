import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { putActivity } from '../activity-store.ts';
import { recordActivity } from './core.ts';

/** PhotoShared, by Activity's own queue. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) => handleBatch(event, context, (record) => recordActivity(record.body, putActivity)));
