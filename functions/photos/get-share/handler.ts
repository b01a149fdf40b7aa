import middy from '@middy/core';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { findShare } from '../share-store.ts';

const querySchema = z.object({ shareId: z.string().min(1).max(128) });

/** GET ?shareId=: the share with its status and the stamps of its hops. */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async (event) => {
    const share = await findShare(event.input.shareId);
    if (share === undefined) throw new HttpError(404, 'SHARE_NOT_FOUND', `There is no share ${event.input.shareId}.`);
    // the token opens the photo: it is for the recipient alone
    const { token: _, ...shown } = share;
    return json(200, shown);
  });
