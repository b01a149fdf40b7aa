import middy from '@middy/core';
import type * as z from 'zod';
import { logHop } from '../../shared/logger.ts';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateBody, type WithInput } from '../../shared/middleware/validate.ts';
import type { Account, Step } from '../account.ts';
import { accountStore } from '../account-store.ts';
import { periodSchema } from '../accounts-to-repair/core.ts';
import { entries, perform } from '../third-parties.ts';
import { repairAccounts } from './core.ts';

const failed = (step: Step, { accountId }: Account, { message }: Error) => logHop('step-failed', accountId, { step, message });

/** POST {design, since}: {repaired, failed}, in steps. Run it until nothing has failed. */
export const handler = middy<WithInput<z.infer<typeof periodSchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateBody(periodSchema))
  .handler(async ({ input: { design, since } }) =>
    json(200, await repairAccounts(design, since, { accounts: accountStore, entries, perform, failed })),
  );
