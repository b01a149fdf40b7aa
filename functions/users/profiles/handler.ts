import middy from '@middy/core';
import { revisedApi } from '../../shared/changes/revised-api.ts';
import { HttpError } from '../../shared/errors.ts';
import { type HttpEvent, type HttpResult, httpErrors } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { userSchema } from '../profile-messages.ts';
import { profiles } from '../profile-store.ts';

/** The Back Office App's API of users: {userId, name, language}. */
export const handler = middy<HttpEvent, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .handler(
    revisedApi({
      ...{ store: profiles, schema: userSchema, plural: 'users' },
      missing: (userId) => new HttpError(404, 'USER_NOT_FOUND', `There is no user ${userId}.`),
    }),
  );
