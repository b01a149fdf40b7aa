import { randomUUID } from 'node:crypto';
import middy from '@middy/core';
import type * as z from 'zod';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateBody, type WithInput } from '../../shared/middleware/validate.ts';
import { transfer, transferSchema } from '../transfer/core.ts';
import { findTransfer, moveMoney } from '../wallet-store.ts';

/**
 * The same without a key of the caller's, as many APIs are made: every request is a new transfer. It is here to be watched when a caller
 * who heard nothing asks again; the way to do it is `transfer`.
 */
export const handler = middy<WithInput<z.infer<typeof transferSchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateBody(transferSchema))
  .handler(async (event) => json(200, await transfer(randomUUID(), event.input, { moveMoney, findTransfer })));
