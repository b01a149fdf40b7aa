import middy from '@middy/core';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateBody, type WithInput } from '../../shared/middleware/validate.ts';
import { store } from '../callback-store.ts';
import { type RotateSecret, rotateSecret, rotateSecretSchema } from './core.ts';

/** POST {endpointId, owner, secret}: 200 with the new secret, and until when the old one goes on signing beside it. */
export const handler = middy<WithInput<RotateSecret>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateBody(rotateSecretSchema))
  .handler(async ({ input }) => json(200, await rotateSecret(input, { store, now: Date.now })));
