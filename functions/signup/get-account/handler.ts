import middy from '@middy/core';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { accountStore } from '../account-store.ts';

const querySchema = z.object({ accountId: z.string().min(1).max(128) });

/** GET ?accountId=…: the account, or 404. */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async ({ input: { accountId } }) => {
    const account = await accountStore.find(accountId);
    if (account === undefined) throw new HttpError(404, 'ACCOUNT_NOT_FOUND', `There is no account ${accountId}.`);
    return json(200, account);
  });
