import middy from '@middy/core';
import * as z from 'zod';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { findPoints } from '../points-store.ts';

const querySchema = z.object({ user: z.string().min(1).max(128) });

/** GET ?user=: the points of a user, and for how many orders. */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async (event) => json(200, { user: event.input.user, ...(await findPoints(event.input.user)) }));
