import middy from '@middy/core';
import * as z from 'zod';
import { type HttpEvent, type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { parseBody, parseQuery } from '../../shared/middleware/validate.ts';
import { userIdSchema } from '../../shared/user-id.ts';
import { addPhoto, addPhotoSchema, photosOf } from '../photo-list-store.ts';

/** The Photos App's API for a person's photos. PUT {userId, photoId, title}: adds one. GET ?userId=: all. */
export const handler = middy<HttpEvent, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .handler(async (event) => {
    if (event.requestContext.http.method === 'PUT') {
      const photo = parseBody(addPhotoSchema, event);
      await addPhoto(photo);
      return json(201, photo);
    }
    const { userId } = parseQuery(z.object({ userId: userIdSchema }), event);
    return json(200, { userId, photos: await photosOf(userId) });
  });
