import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { retryLater } from '../../shared/retry-later.ts';
import { thirdPartyPost } from '../../shared/third-party-post.ts';
import { recordPurchase } from './core.ts';

const facts = `${requiredEnv('INSIGHTS_API_URL')}/facts`;

/** Purchases, from analytics' own queue. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) =>
    handleBatch(
      event,
      context,
      retryLater((record) => recordPurchase(record.body, (fact, key) => thirdPartyPost(facts, fact, key))),
    ),
  );
