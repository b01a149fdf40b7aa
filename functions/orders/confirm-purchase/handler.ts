import middy from '@middy/core';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateBody, type WithInput } from '../../shared/middleware/validate.ts';
import { beginOrder } from '../order-store.ts';
import { type ConfirmPurchaseInput, confirmPurchase, confirmPurchaseSchema } from './core.ts';

/** POST {orderId, item, user, price, card, …}: 202 as soon as the order is written. */
export const handler = middy<WithInput<ConfirmPurchaseInput>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateBody(confirmPurchaseSchema))
  .handler(async (event) => json(202, await confirmPurchase(event.input, { beginOrder, now: Date.now })));
