import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HttpError } from '../shared/errors.ts';
import { assemble } from './assemble/core.ts';
import { makeThumbnail } from './make-thumbnail/core.ts';
import { world } from './testing.ts';
import { sha256Of, type Upload } from './upload.ts';

const bytes = Buffer.from('GIF89a, they said');

it.each(['chunks', 'direct'] as const)('what was refused stays refused and is gone, however late a second worker is (%s)', async (way) => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const here = world();
      const slow = async <T>(work: () => Promise<T>): Promise<T> => {
        await scheduler.schedule(Promise.resolve());
        return work();
      };
      const upload: Upload = {
        ...{
          uploadId: 'u',
          way,
          name: 'a',
          size: bytes.length,
          contentType: 'image/gif',
          sha256: sha256Of(bytes),
          chunkSize: bytes.length,
        },
        ...{ state: 'assembling', createdAt: 0, expiresAt: 1 },
      };
      const part = { n: 1, size: bytes.length, sha256: sha256Of(bytes) };
      await here.store.create(upload);
      await here.store.keepPart('u', part);
      await here.bucket.putChunk('u', part, bytes);
      here.direct.set('u', [{ part, bytes }]);

      // the bucket tells of each object that is put there
      const looks: Promise<unknown>[] = [];
      const look = () =>
        makeThumbnail('u', false, {
          store: { find: (id) => slow(() => here.store.find(id)), move: (...move) => slow(() => here.store.move(...move)) },
          readOriginal: (id) => slow(async () => here.originals.get(id)),
          readImage: () => Promise.reject(new HttpError(415, 'NO_IMAGE', 'It is no image.')),
          putThumbnail: () => Promise.reject(new Error('of what?')),
          deleteOriginal: (id) => slow(async () => void here.originals.delete(id)),
        });
      const bucket = {
        ...here.bucket,
        async beginOriginal(begun: Upload) {
          const writer = await here.bucket.beginOriginal(begun);
          return { ...writer, finish: () => slow(writer.finish).then(() => void looks.push(look())) };
        },
        publishJoined: (joined: Upload) => slow(() => here.bucket.publishJoined(joined)).then(() => void looks.push(look())),
        clear: (done: Upload) => slow(() => here.bucket.clear(done)),
      };
      const worker = () => assemble('u', { store: here.store, bucket, peakMb: () => 1 }).catch(() => 'failed');
      const workers = Promise.all([worker(), worker()]);
      await scheduler.waitFor(workers);
      for (let told = 0; told < looks.length; told++) await scheduler.waitFor(looks[told] as Promise<unknown>);
      expect(here.uploads.get('u')).toMatchObject({ state: 'rejected', reason: { code: 'NO_IMAGE' } });
      expect(here.originals.size).toBe(0);
    }),
    { numRuns: 300 },
  );
});
