import { randomUUID } from 'node:crypto';
import { HttpError } from '../../shared/errors.ts';
import { readImage } from '../../shared/image/read-image.ts';
import type { Photo } from '../photo-store.ts';

export interface UploadPhotoDeps {
  putImage(key: string, body: Uint8Array, contentType: string): Promise<void>;
  putPhoto(photo: Photo): Promise<void>;
  now(): number;
}

/** Keeps the original as it came beside a small JPEG; the record comes last, so that no photo lacks its images. */
export async function uploadPhoto(bytes: Uint8Array, deps: UploadPhotoDeps): Promise<Photo> {
  if (bytes.byteLength === 0) throw new HttpError(400, 'EMPTY_BODY', 'The body is empty: send the bytes of an image.');
  const image = await readImage(bytes);
  const photoId = randomUUID();
  const photo: Photo = {
    photoId,
    contentType: image.contentType,
    width: image.width,
    height: image.height,
    size: bytes.byteLength,
    originalKey: `originals/${photoId}`,
    thumbnailKey: `thumbnails/${photoId}.jpg`,
    uploadedAt: deps.now(),
  };
  await Promise.all([
    deps.putImage(photo.originalKey, bytes, image.contentType),
    deps.putImage(photo.thumbnailKey, image.thumbnail, 'image/jpeg'),
  ]);
  await deps.putPhoto(photo);
  return photo;
}
