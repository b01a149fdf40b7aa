import { HttpError } from '../../shared/errors.ts';
import { acceptImage } from '../../shared/image/sniff.ts';
import type { UploadBucket, UploadStore } from '../ports.ts';
import { type Part, partCount, partSize, sha256Of, type Upload } from '../upload.ts';

export interface PutPartDeps {
  store: Pick<UploadStore, 'parts' | 'keepPart' | 'move'>;
  bucket: Pick<UploadBucket, 'putChunk'>;
}

/**
 * Keeps a part. Any order, any number at once, from any number of senders; the same part again changes nothing, and another content for a
 * number that is taken is refused. The bytes come first and the record after them: a part that is written down is there.
 */
export async function putPart(
  upload: Upload,
  n: number,
  bytes: Uint8Array,
  stated: string,
  deps: PutPartDeps,
): Promise<Part & { repeated: boolean }> {
  const part = { n, size: bytes.byteLength, sha256: sha256Of(bytes) };
  checkPart(upload, part, stated);
  const before = (await deps.store.parts(upload.uploadId)).find((known) => known.n === n);
  if (before !== undefined) return { ...same(before, part), repeated: true };
  if (upload.state !== 'open') throw new HttpError(409, 'UPLOAD_CLOSED', `The upload is ${upload.state}: it takes no more parts.`);
  if (n === 1) await refuseOther(upload, bytes, deps);
  await deps.bucket.putChunk(upload.uploadId, part, bytes);
  const faster = await deps.store.keepPart(upload.uploadId, part);
  return { ...same(faster ?? part, part), repeated: faster !== undefined };
}

function checkPart(upload: Upload, { n, size, sha256 }: Part, stated: string): void {
  if (upload.way !== 'chunks')
    throw new HttpError(409, 'WRONG_WAY', 'The parts of this upload go to the bucket directly: ask for links to it.');
  if (n < 1 || n > partCount(upload)) throw new HttpError(404, 'NO_SUCH_PART', `The parts of this upload are 1 to ${partCount(upload)}.`);
  if (size !== partSize(upload, n))
    throw new HttpError(400, 'WRONG_SIZE', `Part ${n} has ${size} bytes; by what was announced it has ${partSize(upload, n)}.`);
  if (sha256 !== stated) throw new HttpError(400, 'CHECKSUM_DIFFERS', `The bytes of part ${n} are not those that their checksum is of.`);
}

function same(kept: Part, sent: Part): Part {
  if (kept.sha256 !== sent.sha256)
    throw new HttpError(409, 'PART_DIFFERS', `Part ${sent.n} is there with another content, which stays: begin another upload.`);
  return kept;
}

/** What is no image is known by its first part: the rest needn't be sent. */
async function refuseOther({ uploadId }: Upload, bytes: Uint8Array, { store }: PutPartDeps): Promise<void> {
  try {
    acceptImage(bytes);
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    await store.move(uploadId, ['open'], 'rejected', { reason: { code: error.code, message: error.message } }, 0);
    throw error;
  }
}
