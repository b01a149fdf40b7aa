import { createHash } from 'node:crypto';
import type { UploadBucket, UploadStore } from '../ports.ts';
import { missingParts, partSize, type Upload } from '../upload.ts';

export interface AssembleDeps {
  store: Pick<UploadStore, 'find' | 'parts' | 'move'>;
  bucket: UploadBucket;
  /** The most memory that this process has held, in MB. */
  peakMb(): number;
}

/** By then the bucket's event has led to a verdict; else the sweep tells the sender. */
const VERDICT_WITHIN_MS = 3600_000;

/**
 * Makes one object of an upload's parts and checks it against what was announced. It holds a few parts at a time, however large the file is.
 * Every step may be done again: two at once write the same bytes to the same place. One that comes after the verdict changes nothing of it,
 * and what it wrote all the same is deleted by who hears of that (make-thumbnail).
 */
export async function assemble(
  uploadId: string,
  { store, bucket, peakMb }: AssembleDeps,
): Promise<'stored' | 'rejected' | 'nothing to do'> {
  const upload = await store.find(uploadId);
  if (upload === undefined || upload.state === 'open') return 'nothing to do';
  if (upload.state !== 'assembling') {
    // an earlier attempt may have died before it had cleared up
    await bucket.clear(upload);
    return 'nothing to do';
  }
  const wrong = upload.way === 'direct' ? await fromParts(upload, bucket) : await fromChunks(upload, store, bucket);
  const changes = { assembledWithMb: peakMb() };
  const moved =
    wrong === undefined
      ? await store.move(uploadId, ['assembling'], 'stored', changes, VERDICT_WITHIN_MS)
      : await store.move(uploadId, ['assembling'], 'rejected', { ...changes, reason: wrong });
  await bucket.clear(upload);
  if (!moved) return 'nothing to do';
  return wrong === undefined ? 'stored' : 'rejected';
}

type Wrong = Upload['reason'];

const OTHER_BYTES: Wrong = { code: 'CHECKSUM_DIFFERS', message: 'The parts together are not the file that was announced.' };
const OTHER_SIZE: Wrong = { code: 'WRONG_SIZE', message: 'The parts have other sizes than was announced.' };

/** Reads chunk by chunk and writes as it goes; what was written is seen only if all of it is right. */
async function fromChunks(upload: Upload, store: Pick<UploadStore, 'parts'>, bucket: UploadBucket): Promise<Wrong> {
  const parts = (await store.parts(upload.uploadId)).toSorted((a, b) => a.n - b.n);
  const whole = createHash('sha256');
  const original = await bucket.beginOriginal(upload);
  try {
    for (const part of parts) {
      for await (const bytes of await bucket.readChunk(upload.uploadId, part)) {
        whole.update(bytes);
        await original.write(bytes);
      }
    }
    if (missingParts(upload, parts).length > 0) throw new Error('a part is missing of an upload that was complete');
    if (whole.digest('base64') === upload.sha256) {
      await original.finish();
      return undefined;
    }
  } catch (error) {
    await original.cancel();
    throw error;
  }
  await original.cancel();
  return OTHER_BYTES;
}

/** The bucket has put the parts together; they are read once, and never held. */
async function fromParts(upload: Upload, bucket: UploadBucket): Promise<Wrong> {
  const parts = await bucket.directParts(upload);
  if (parts.some(({ n, size }) => size !== partSize(upload, n))) return OTHER_SIZE;
  await bucket.joinDirect(upload);
  const whole = createHash('sha256');
  let size = 0;
  for await (const bytes of await bucket.readJoined(upload)) {
    whole.update(bytes);
    size += bytes.length;
  }
  if (size !== upload.size) return OTHER_SIZE;
  if (whole.digest('base64') !== upload.sha256) return OTHER_BYTES;
  await bucket.publishJoined(upload);
  return undefined;
}
