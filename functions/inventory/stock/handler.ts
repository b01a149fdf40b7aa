import middy from '@middy/core';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { addStock, findStock } from '../stock-store.ts';

const querySchema = z.object({ item: z.string().min(1).max(128), delivered: z.coerce.number().int().min(1).max(100_000).optional() });

/** GET ?item=: what is available, reserved and sold of it. POST ?item=&delivered=: so many have come in. */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async (event) => {
    const { item, delivered } = event.input;
    if (event.requestContext.http.method === 'POST' && delivered !== undefined) await addStock(item, delivered);
    const stock = await findStock(item);
    if (stock === undefined) throw new HttpError(404, 'ITEM_NOT_FOUND', `There is no item ${item}.`);
    return json(200, stock);
  });
