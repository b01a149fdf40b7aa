import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import type { UploadStore } from '../ports.ts';
import { DAY_S, MAX_CHUNK, MAX_DIRECT_PART, MAX_PARTS, MAX_SIZE, MIN_DIRECT_PART, partCount, type Upload } from '../upload.ts';

export const sha256Schema = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be a SHA-256 in base64');

export const beginSchema = z.object({
  name: z.string().min(1).max(255),
  size: z.int().positive(),
  contentType: z.string().regex(/^image\/[\w.+-]+$/, 'must be an image'),
  sha256: sha256Schema,
  chunkSize: z.int().min(1024).optional(),
  way: z.enum(['chunks', 'direct']).default('chunks'),
  /** Seconds until it must be ended; a day, unless the sender wants less. */
  lifetimeSeconds: z.int().min(1).max(DAY_S).default(DAY_S),
});

export interface BeginDeps {
  store: Pick<UploadStore, 'create'>;
  /** Begins an upload at the bucket; answers its id there. */
  beginDirect(uploadId: string): Promise<string>;
  now(): number;
}

/** Takes down what will come, and refuses what would fail later on: at this point nothing has been sent in vain. */
export async function begin(input: z.infer<typeof beginSchema>, deps: BeginDeps): Promise<Upload> {
  const { lifetimeSeconds, ...wanted } = input;
  if (wanted.size > MAX_SIZE)
    throw new HttpError(413, 'FILE_TOO_LARGE', `${wanted.size} bytes are more than the ${MAX_SIZE} that are taken.`);
  const chunkSize = chunkSizeOf(input);
  if (partCount({ size: wanted.size, chunkSize }) > MAX_PARTS)
    throw new HttpError(400, 'CHUNKS_TOO_SMALL', `These are more than ${MAX_PARTS} parts: take larger ones.`);
  const now = deps.now();
  const uploadId = randomUUID();
  const upload: Upload = {
    ...wanted,
    ...{ uploadId, chunkSize, state: 'open', createdAt: now, expiresAt: now + lifetimeSeconds * 1000 },
    ...(wanted.way === 'direct' ? { multipartId: await deps.beginDirect(uploadId) } : {}),
  };
  await deps.store.create(upload);
  return upload;
}

function chunkSizeOf({ way, size, chunkSize }: z.infer<typeof beginSchema>): number {
  if (way === 'chunks') {
    if (chunkSize !== undefined && chunkSize > MAX_CHUNK)
      throw new HttpError(
        400,
        'CHUNKS_TOO_LARGE',
        `A function is handed 6 MB at most, and bytes as base64: chunks of ${MAX_CHUNK} bytes at most, or the way "direct".`,
      );
    return chunkSize ?? MAX_CHUNK;
  }
  const chosen = chunkSize ?? 8 * 1024 ** 2;
  if (chosen > MAX_DIRECT_PART || (chosen < MIN_DIRECT_PART && size > chosen))
    throw new HttpError(400, 'PARTS_OF_WRONG_SIZE', `The bucket takes parts of ${MIN_DIRECT_PART} to ${MAX_DIRECT_PART} bytes.`);
  return chosen;
}
