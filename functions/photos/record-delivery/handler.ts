import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { logHop } from '../../shared/logger.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { recordFact, settleShare } from '../share-store.ts';
import { recordDelivery } from './core.ts';

/** Users' outcomes, by way of the topic ShareDeliveries and Photos' own queue. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) =>
    handleBatch(event, context, (record) => recordDelivery(record.body, { settleShare, recordFact, log: logHop })),
  );
