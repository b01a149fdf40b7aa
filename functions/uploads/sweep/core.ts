import type { UploadBucket, UploadStore } from '../ports.ts';
import { DAY_S, type Upload } from '../upload.ts';

export interface SweepDeps {
  store: Pick<UploadStore, 'move'> & { settle(uploadId: string): Promise<void> };
  bucket: Pick<UploadBucket, 'clear'>;
  assemble(uploadId: string): Promise<void>;
  now(): number;
}

export type Swept = 'abandoned' | 'cleared' | 'sent again' | 'given up' | 'nothing';

const AGAIN_IN_MS = 3600_000;
/** After its own end; by then the bucket has forgotten the chunks, and no further try could end well. */
const TRIED_FOR_MS = DAY_S * 1000;
const NOT_PROCESSED = { code: 'NOT_PROCESSED', message: 'We could not process the image; we look into it.' };

/** What is due: uploads that nobody ended, and those that got stuck on the way. Each step may be done again. */
export async function sweepOne({ uploadId, state, ...rest }: Upload, { store, bucket, assemble, now }: SweepDeps): Promise<Swept> {
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
      if (now() > rest.expiresAt + TRIED_FOR_MS) {
        if (!(await store.move(uploadId, ['assembling'], 'rejected', { reason: NOT_PROCESSED }, 0))) return 'nothing';
        await clear();
        return 'given up';
      }
      if (!(await store.move(uploadId, ['assembling'], 'assembling', {}, AGAIN_IN_MS))) return 'nothing';
      await assemble(uploadId);
      return 'sent again';
    case 'stored':
      return (await store.move(uploadId, ['stored'], 'rejected', { reason: NOT_PROCESSED })) ? 'given up' : 'nothing';
    default:
      await clear();
      return 'cleared';
  }
}
