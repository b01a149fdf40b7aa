import middy from '@middy/core';
import * as z from 'zod';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { userIdSchema } from '../../shared/user-id.ts';
import { modelOf } from '../page-model-store.ts';
import { photosOf } from '../photo-list-store.ts';
import { photosPageAlone } from './core.ts';

const querySchema = z.object({ userId: userIdSchema });

/** GET ?userId=: the page from Photos' own tables. Its role lets it reach nothing else. */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async (event) => json(200, await photosPageAlone(event.input.userId, { listPhotos: photosOf, modelOf, now: Date.now })));
