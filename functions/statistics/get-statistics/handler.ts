import middy from '@middy/core';
import * as z from 'zod';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { sharesOf } from '../statistics-store.ts';

const querySchema = z.object({ photoId: z.string().min(1).max(128) });

/** GET ?photoId=: how often it was shared. */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async ({ input: { photoId } }) => json(200, { photoId, shares: await sharesOf(photoId) }));
