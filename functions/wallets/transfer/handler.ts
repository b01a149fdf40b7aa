import middy from '@middy/core';
import type * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateBody, type WithInput } from '../../shared/middleware/validate.ts';
import { findTransfer, moveMoney } from '../wallet-store.ts';
import { transfer, transferSchema } from './core.ts';

/** POST {from, to, amount} with an Idempotency-Key: 200 when the money is moved. */
export const handler = middy<WithInput<z.infer<typeof transferSchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateBody(transferSchema))
  .handler(async (event) => {
    const key = event.headers['idempotency-key'];
    if (!key) throw new HttpError(400, 'KEY_MISSING', 'A transfer needs the header Idempotency-Key.');
    return json(200, await transfer(key, event.input, { moveMoney, findTransfer }));
  });
