import { randomUUID } from 'node:crypto';
import { HttpError } from '../../shared/errors.ts';
import { acceptImage } from '../../shared/image/sniff.ts';
import type { UploadStore } from '../ports.ts';
import { DAY_S, MAX_CHUNK, sha256Of, type Upload } from '../upload.ts';

export interface TakeImageDeps {
  store: Pick<UploadStore, 'create' | 'move'>;
  putOriginal(upload: Upload, bytes: Uint8Array): Promise<void>;
  now(): number;
}

/** The whole file in one request: nothing to go on with after a cut, and no more than a request holds. */
export async function takeImage(bytes: Uint8Array, stated: string | undefined, deps: TakeImageDeps): Promise<Upload> {
  if (bytes.byteLength > MAX_CHUNK)
    throw new HttpError(
      413,
      'TOO_LARGE_FOR_ONE_REQUEST',
      `${bytes.byteLength} bytes are more than the ${MAX_CHUNK} of one request: send it in chunks (POST {name, size, contentType, sha256} to the uploads).`,
    );
  const { contentType } = acceptImage(bytes);
  const sha256 = sha256Of(bytes);
  if (stated !== undefined && stated !== sha256)
    throw new HttpError(400, 'CHECKSUM_DIFFERS', 'The bytes are not those that their checksum is of.');
  const now = deps.now();
  const size = bytes.byteLength;
  const uploadId = randomUUID();
  const upload: Upload = {
    ...{ uploadId, way: 'single', name: uploadId, size, contentType, sha256, chunkSize: size },
    ...{ state: 'open', createdAt: now, expiresAt: now + DAY_S * 1000 },
  };
  await deps.store.create(upload);
  await deps.putOriginal(upload, bytes);
  await deps.store.move(uploadId, ['open'], 'stored', {}, DAY_S * 1000);
  return { ...upload, state: 'stored' };
}
