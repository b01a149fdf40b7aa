import middy from '@middy/core';
import * as z from 'zod';
import { askContracts } from '../../shared/clients/contracts-api.ts';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { breakerFor, withRetry } from '../../shared/remote/policies.ts';
import { userIdSchema } from '../../shared/user-id.ts';
import { photosOf } from '../photo-list-store.ts';
import { askUsers } from './ask-users.ts';
import { PAGE_MODES, photosPage } from './core.ts';

const querySchema = z.object({ userId: userIdSchema, mode: z.enum(PAGE_MODES).default('chain') });

const CONTRACTS_PATIENCE_MS = 2_000;
const guarded = breakerFor('Users');

const deps = {
  listPhotos: photosOf,
  askUsers: (question: Parameters<typeof askUsers>[0]) => withRetry(() => askUsers(question)),
  guardedUsers: (question: Parameters<typeof askUsers>[0]) => guarded(() => askUsers(question)),
  askContracts: (userId: string) => withRetry(() => askContracts(userId, CONTRACTS_PATIENCE_MS)),
  now: () => performance.now(),
};

/** GET ?userId=&mode=chain|parallel|breaker: the page, made of what three services say now. */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async (event) => json(200, await photosPage(event.input.userId, event.input.mode, deps)));
