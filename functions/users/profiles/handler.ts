import middy from '@middy/core';
import * as z from 'zod';
import { userIdSchema } from '../../contracts/messages.ts';
import { HttpError } from '../../shared/errors.ts';
import { type HttpEvent, type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { parseBody, parseQuery } from '../../shared/middleware/validate.ts';
import { userSchema } from '../profile-messages.ts';
import { profiles } from '../profile-store.ts';

const querySchema = z.object({ userId: userIdSchema.optional(), after: userIdSchema.optional() });

/** The Back Office App's API. PUT {userId, name, language}: makes or changes a user. GET ?userId=: one. GET: all, some at a time (`after`). */
export const handler = middy<HttpEvent, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .handler(async (event) => {
    if (event.requestContext.http.method === 'PUT') {
      const { data, revision, date } = await profiles.save(parseBody(userSchema, event));
      return json(revision === 1 ? 201 : 200, { ...data, revision, changedAt: date });
    }
    const { userId, after } = parseQuery(querySchema, event);
    if (userId === undefined) {
      const { items, next } = await profiles.list(after);
      return json(200, { users: items.map(({ data, revision, date }) => ({ ...data, revision, changedAt: date })), next });
    }
    const found = await profiles.find(userId);
    if (!found) throw new HttpError(404, 'USER_NOT_FOUND', `There is no user ${userId}.`);
    return json(200, { ...found.data, revision: found.revision, changedAt: found.date });
  });
