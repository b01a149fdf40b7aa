import middy from '@middy/core';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { findOrder } from '../order-store.ts';

const querySchema = z.object({ orderId: z.string().min(1).max(128) });

/** GET ?orderId=: the order, with what each service made of it. */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async (event) => {
    const order = await findOrder(event.input.orderId);
    if (order === undefined) throw new HttpError(404, 'ORDER_NOT_FOUND', `There is no order ${event.input.orderId}.`);
    return json(200, order);
  });
