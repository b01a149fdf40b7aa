import middy from '@middy/core';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { handleBatch } from './batch.ts';
import { logging } from './middleware/logging.ts';
import { retryLater } from './retry-later.ts';

/** The handler of a queue's consumer: the records of a batch side by side, and one that fails comes again, alone and by the ladder. */
export const queueHandler = (handle: (record: SQSRecord) => Promise<unknown>) =>
  middy<SQSEvent>()
    .use(logging())
    .handler((event: SQSEvent, context) => handleBatch(event, context, retryLater(handle)));
