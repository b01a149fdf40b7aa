import middy from '@middy/core';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { findBalance, openWallet } from '../wallet-store.ts';

const querySchema = z.object({ wallet: z.string().min(1).max(128), balance: z.coerce.number().int().min(0).optional() });

/** GET ?wallet=: its balance in cents. POST ?wallet=&balance=: opens it. */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async (event) => {
    const { wallet, balance: opening } = event.input;
    if (event.requestContext.http.method === 'POST' && opening !== undefined) await openWallet(wallet, opening);
    const balance = await findBalance(wallet);
    if (balance === undefined) throw new HttpError(404, 'NO_SUCH_WALLET', `There is no wallet ${wallet}.`);
    return json(200, { wallet, balance });
  });
