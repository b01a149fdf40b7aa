import * as z from 'zod';
import type { HttpError } from '../errors.ts';
import { type HttpEvent, type HttpResult, json } from '../middleware/http.ts';
import { parseBody, parseQuery } from '../middleware/validate.ts';
import { userIdSchema } from '../user-id.ts';
import type { Revised, revisedStore } from './revised-store.ts';

const querySchema = z.object({ userId: userIdSchema.optional(), after: userIdSchema.optional() });

interface RevisedApi<T extends { userId: string }> {
  store: ReturnType<typeof revisedStore<T>>;
  /** Of what a PUT sends. */
  schema: z.ZodType<T>;
  /** What an answer calls all of them. */
  plural: string;
  missing(userId: string): HttpError;
}

/**
 * An HTTP API over a revised store. PUT: makes one (201) or changes it (200). GET ?userId=: one. GET: all, some at a time; `next` of an answer
 * is `after` of the next request.
 */
export function revisedApi<T extends { userId: string }>({ store, schema, plural, missing }: RevisedApi<T>) {
  const shown = ({ data, revision, date }: Revised<T>) => ({ ...data, revision, changedAt: date });
  return async (event: HttpEvent): Promise<HttpResult> => {
    if (event.requestContext.http.method === 'PUT') {
      const saved = await store.save(parseBody(schema, event));
      return json(saved.revision === 1 ? 201 : 200, shown(saved));
    }
    const { userId, after } = parseQuery(querySchema, event);
    if (userId === undefined) {
      const { items, next } = await store.list(after);
      return json(200, { [plural]: items.map(shown), next });
    }
    const found = await store.find(userId);
    if (!found) throw missing(userId);
    return json(200, shown(found));
  };
}
