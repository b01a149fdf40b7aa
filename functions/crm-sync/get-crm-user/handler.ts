import middy from '@middy/core';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { findUser } from '../user-store.ts';

const querySchema = z.object({ userId: z.string().min(1).max(128) });

/** GET ?userId=…: the user as we know it. */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async ({ input: { userId } }) => {
    const user = await findUser(userId);
    if (user === undefined) throw new HttpError(404, 'USER_NOT_FOUND', `The CRM has told us nothing of ${userId}.`);
    return json(200, user);
  });
