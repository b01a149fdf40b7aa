import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { logger } from '../../shared/logger.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { retryLater } from '../../shared/retry-later.ts';
import { keepNewer, noteHeard } from '../page-model-store.ts';
import { updatePageModel } from './core.ts';

const log = (line: string, detail: Record<string, unknown>) => logger.info(line, { hop: line, ...detail });

/** UserChanged and ContractChanged from the bus, by way of the page's own queue. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) =>
    handleBatch(
      event,
      context,
      retryLater((record) => updatePageModel(record.body, { keepNewer, noteHeard, log })),
    ),
  );
