import middy from '@middy/core';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateBody, type WithInput } from '../../shared/middleware/validate.ts';
import { store } from '../callback-store.ts';
import { allowedBy } from '../outgoing/address.ts';
import { checkUrl } from '../outgoing/check-url.ts';
import { queueDelivery } from '../queues.ts';
import { type RegisterCallback, registerCallback, registerCallbackSchema } from './core.ts';

const allowed = allowedBy(process.env.CALLBACK_ALLOW ?? '');

/** POST {shareId, owner, success?, failure?, requestId?}: 201 with the secrets of endpoints that are new, told this once. */
export const handler = middy<WithInput<RegisterCallback>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateBody(registerCallbackSchema))
  .handler(async ({ input }) =>
    json(201, await registerCallback(input, { store, queue: queueDelivery, checkUrl: (url) => checkUrl(url, allowed) })),
  );
