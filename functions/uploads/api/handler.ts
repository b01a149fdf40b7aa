import middy from '@middy/core';
import { HttpError } from '../../shared/errors.ts';
import { type HttpEvent, type HttpResult, httpErrors } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { ROUTES } from './routes.ts';

/** Resumable uploads: one URL, a path an upload. */
export const handler = middy<HttpEvent, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .handler(async (event) => {
    const { method, path } = event.requestContext.http;
    const found = ROUTES.flatMap(([verb, pattern, answer]) => {
      const match = pattern.exec(path);
      return match ? [{ verb, answer, match }] : [];
    });
    const route = found.find(({ verb }) => verb === method);
    if (route) return route.answer(event, route.match[1] ?? '', Number(route.match[2]));
    if (found.length > 0) throw new HttpError(405, 'METHOD_NOT_ALLOWED', `${path} takes ${found.map(({ verb }) => verb).join(', ')}.`);
    throw new HttpError(404, 'NO_SUCH_PATH', `There is nothing at ${path}.`);
  });
