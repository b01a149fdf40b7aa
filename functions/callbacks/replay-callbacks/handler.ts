import middy from '@middy/core';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateBody, type WithInput } from '../../shared/middleware/validate.ts';
import { store } from '../callback-store.ts';
import { queueDelivery } from '../queues.ts';
import { type ReplayCallbacks, replayCallbacks, replayCallbacksSchema } from './core.ts';

/** POST {endpointId, owner}: 202, and what was missed is on its way. */
export const handler = middy<WithInput<ReplayCallbacks>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateBody(replayCallbacksSchema))
  .handler(async ({ input }) => json(202, await replayCallbacks(input, { store, queue: queueDelivery })));
