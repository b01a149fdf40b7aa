import type { UploadBucket, UploadStore } from '../ports.ts';
import type { Upload } from '../upload.ts';

export interface SweepDeps {
  store: Pick<UploadStore, 'move'> & { settle(uploadId: string): Promise<void> };
  bucket: Pick<UploadBucket, 'clear'>;
  assemble(uploadId: string): Promise<void>;
}

export type Swept = 'abandoned' | 'cleared' | 'sent again' | 'given up' | 'nothing';

const AGAIN_IN_MS = 3600_000;

/** What is due: uploads that nobody ended, and those that got stuck on the way. Each step may be done again. */
export async function sweepOne({ uploadId, state, ...rest }: Upload, { store, bucket, assemble }: SweepDeps): Promise<Swept> {
  const clear = async () => {
    await bucket.clear({ uploadId, state, ...rest });
    await store.settle(uploadId);
  };
  switch (state) {
    case 'open':
      // still due: if what follows fails, the next sweep goes on with it
      if (!(await store.move(uploadId, ['open'], 'abandoned', {}, 0))) return 'nothing';
      await clear();
      return 'abandoned';
    case 'assembling':
      if (!(await store.move(uploadId, ['assembling'], 'assembling', {}, AGAIN_IN_MS))) return 'nothing';
      await assemble(uploadId);
      return 'sent again';
    case 'stored': {
      const reason = { code: 'NOT_PROCESSED', message: 'We could not process the image; we look into it.' };
      return (await store.move(uploadId, ['stored'], 'rejected', { reason })) ? 'given up' : 'nothing';
    }
    default:
      await clear();
      return 'cleared';
  }
}
