import middy from '@middy/core';
import type * as z from 'zod';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { accountStore } from '../account-store.ts';
import { entries } from '../third-parties.ts';
import { accountsToRepair, periodSchema } from './core.ts';

/** GET ?design=…&since=…: {accounts: [{accountId, missing}]}. */
export const handler = middy<WithInput<z.infer<typeof periodSchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(periodSchema))
  .handler(async ({ input: { design, since } }) => {
    const found = await accountsToRepair(design, since, { accounts: accountStore, entries });
    return json(200, { accounts: found.map(({ account, missing }) => ({ accountId: account.accountId, missing })) });
  });
