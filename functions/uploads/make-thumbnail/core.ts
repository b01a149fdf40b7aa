import { HttpError } from '../../shared/errors.ts';
import type { Image } from '../../shared/image/read-image.ts';
import type { UploadStore } from '../ports.ts';
import type { UploadState } from '../upload.ts';

export interface MakeThumbnailDeps {
  store: Pick<UploadStore, 'find' | 'move'>;
  /** undefined: it isn't there any more. */
  readOriginal(uploadId: string): Promise<Uint8Array | undefined>;
  readImage(bytes: Uint8Array): Promise<Image>;
  putThumbnail(uploadId: string, bytes: Uint8Array): Promise<void>;
  deleteOriginal(uploadId: string): Promise<void>;
}

/** The bucket's event may be faster than the record of who put the object there. */
const BEFORE: UploadState[] = ['open', 'assembling', 'stored'];

/** What only failed with us is kept for people to look into, though its sender was told no. */
const NOT_PROCESSED = 'NOT_PROCESSED';

/**
 * Decodes what was uploaded: what is an image gets a thumbnail, and what isn't is refused and deleted. The same event again finds the verdict.
 * Anything else that goes wrong is thrown, and tried again; at the last attempt the sender is told, and people find the message.
 */
export async function makeThumbnail(
  uploadId: string,
  lastAttempt: boolean,
  deps: MakeThumbnailDeps,
): Promise<'ready' | 'rejected' | 'nothing to do'> {
  const upload = await deps.store.find(uploadId);
  if (upload === undefined) return 'nothing to do';
  if (!BEFORE.includes(upload.state)) {
    // a slow worker may have put it there (again) when it had been refused: the verdict counts, and not who comes last
    const refused = upload.state === 'abandoned' || (upload.state === 'rejected' && upload.reason?.code !== NOT_PROCESSED);
    if (refused) await deps.deleteOriginal(uploadId);
    return 'nothing to do';
  }
  const bytes = await deps.readOriginal(uploadId);
  if (bytes === undefined) return 'nothing to do';
  const reject = (code: string, message: string) => deps.store.move(uploadId, BEFORE, 'rejected', { reason: { code, message } });
  try {
    const { thumbnail, ...image } = await deps.readImage(bytes);
    await deps.putThumbnail(uploadId, thumbnail);
    return (await deps.store.move(uploadId, BEFORE, 'ready', image)) ? 'ready' : 'nothing to do';
  } catch (error) {
    if (error instanceof HttpError) {
      // first the verdict: should this die in between, the same event again finds it, and deletes
      if (!(await reject(error.code, error.message))) return 'nothing to do';
      await deps.deleteOriginal(uploadId);
      return 'rejected';
    }
    if (lastAttempt) await reject(NOT_PROCESSED, 'We could not process the image; we look into it.');
    throw error;
  }
}
