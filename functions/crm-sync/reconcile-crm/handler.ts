import middy from '@middy/core';
import { requiredEnv } from '../../shared/env.ts';
import { logger } from '../../shared/logger.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { queueChanges, queueInvalid } from '../change-queue.ts';
import { moveCursor, readCursor } from '../user-store.ts';
import { reconcile } from './core.ts';
import { changesSince } from './crm-api.ts';

const crmUrl = requiredEnv('CRM_API_URL');

/** Started by its schedule, or by a person who doesn't want to wait for it. */
export const handler = middy<unknown>()
  .use(logging())
  .handler(async () => {
    const result = await reconcile({
      readCursor,
      moveCursor,
      queue: queueChanges,
      async setAside(invalid) {
        logger.error('set aside', { problem: invalid.problem });
        await queueInvalid(invalid);
      },
      changesSince: (cursor) => changesSince(crmUrl, cursor),
    });
    logger.info('reconciled', result);
    return result;
  });
