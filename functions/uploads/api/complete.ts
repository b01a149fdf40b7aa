import { HttpError } from '../../shared/errors.ts';
import type { UploadBucket, UploadStore } from '../ports.ts';
import { missingParts, type Part, type Upload } from '../upload.ts';

/** By then it is put together, or its message is lost, or its worker: the sweep sends another. */
const STUCK_AFTER_MS = 3600_000;

export interface CompleteDeps {
  store: Pick<UploadStore, 'parts' | 'move'>;
  bucket: Pick<UploadBucket, 'directParts'>;
  /** Has it put together, by a queue. */
  assemble(uploadId: string): Promise<void>;
}

export const presentParts = (upload: Upload, { store, bucket }: Pick<CompleteDeps, 'store' | 'bucket'>): Promise<Part[]> =>
  upload.way === 'direct' && upload.state === 'open' ? bucket.directParts(upload) : store.parts(upload.uploadId);

/** The sender says that all is there. May be said again at any time: an upload that is being put together is only handed on once more. */
export async function complete(upload: Upload, deps: CompleteDeps): Promise<void> {
  if (upload.state === 'abandoned') throw new HttpError(410, 'UPLOAD_ABANDONED', 'The upload was not ended in time, and is gone.');
  if (upload.state === 'open') {
    const missing = missingParts(upload, await presentParts(upload, deps));
    if (missing.length > 0)
      throw new HttpError(
        409,
        'PARTS_MISSING',
        `${missing.length} parts are missing: ${missing.slice(0, 20).join(', ')}${missing.length > 20 ? ' …' : ''}`,
      );
    // whoever comes second finds it moved; both hand it on, which does no harm
    await deps.store.move(upload.uploadId, ['open'], 'assembling', {}, STUCK_AFTER_MS);
  }
  if (upload.state === 'open' || upload.state === 'assembling') await deps.assemble(upload.uploadId);
}
