import middy from '@middy/core';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import { faults } from '../../shared/middleware/faults.ts';
import { type HttpEvent, type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { parseBody, parseQuery } from '../../shared/middleware/validate.ts';
import { contracts } from '../contract-store.ts';
import { contractSchema, userIdSchema } from '../messages.ts';

const querySchema = z.object({ userId: userIdSchema.optional(), after: userIdSchema.optional() });

/**
 * The Support App's API, and that of everyone who asks for contracts. PUT {userId, plan, options}: makes or changes one. GET ?userId=: one.
 * GET: all, some at a time; `next` of an answer is `after` of the next request.
 */
export const handler = middy<HttpEvent, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(faults())
  .handler(async (event) => {
    if (event.requestContext.http.method === 'PUT') {
      const { data, revision, date } = await contracts.save(parseBody(contractSchema, event));
      return json(revision === 1 ? 201 : 200, { ...data, revision, changedAt: date });
    }
    const { userId, after } = parseQuery(querySchema, event);
    if (userId === undefined) {
      const { items, next } = await contracts.list(after);
      return json(200, { contracts: items.map(({ data, revision, date }) => ({ ...data, revision, changedAt: date })), next });
    }
    const found = await contracts.find(userId);
    if (!found) throw new HttpError(404, 'CONTRACT_NOT_FOUND', `There is no contract of ${userId}.`);
    return json(200, { ...found.data, revision: found.revision, changedAt: found.date });
  });
