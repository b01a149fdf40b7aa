import middy from '@middy/core';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import { type HttpResult, httpErrors } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { revokeShare } from '../share-store.ts';

const querySchema = z.object({ shareId: z.string().min(1).max(128) });

/** DELETE ?shareId=: the link in the mail shows nothing from now on. The mail itself can't be taken back. */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async ({ input: { shareId }, requestContext }) => {
    if (!(await revokeShare(shareId, requestContext.timeEpoch)))
      throw new HttpError(404, 'SHARE_NOT_FOUND', `There is no share ${shareId}.`);
    return { statusCode: 204 };
  });
