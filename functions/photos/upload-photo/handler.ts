import middy from '@middy/core';
import { logger } from '../../shared/logger.ts';
import { type HttpEvent, type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { putImage, putPhoto } from '../photo-store.ts';
import { uploadPhoto } from './core.ts';
import { imageBytes } from './image-bytes.ts';

/** POST the bytes of an image: 201 {photoId, …}. */
export const handler = middy<HttpEvent, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .handler(async (event) => {
    const photo = await uploadPhoto(imageBytes(event), { putImage, putPhoto, now: Date.now });
    logger.info('uploaded', { hop: 'uploaded', correlation_id: photo.photoId, size: photo.size, contentType: photo.contentType });
    const { photoId, contentType, width, height, size, uploadedAt } = photo;
    return json(201, { photoId, contentType, width, height, size, uploadedAt });
  });
