import { AwsError } from '../errors.ts';
import type { Context } from '../service.ts';
import { type Algorithm, algorithmOf, verifyBody } from './checksums.ts';
import { invalidArgument, invalidRequest } from './errors.ts';
import { etagOf, LARGEST_PUT } from './objects.ts';
import { type PartRecord, storeOf, type UploadRecord } from './store.ts';

/** Keeps a part; one of the same number is replaced. */
export function putPart(context: Context, upload: UploadRecord, number: number | undefined, bytes: Uint8Array, input: object): PartRecord {
  const store = storeOf(context);
  if (number === undefined || !Number.isInteger(number) || number < 1 || number > 10_000)
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', String(number));
  if (bytes.length > LARGEST_PUT)
    throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
      detail: { ProposedSize: bytes.length, MaxSizeAllowed: LARGEST_PUT },
    });
  const wanted = algorithmOf(upload.checksumAlgorithm);
  const checksum = verifyBody(input, bytes, wanted ?? ('CRC64NVME' satisfies Algorithm));
  if (wanted && checksum.algorithm !== wanted)
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${wanted.toLowerCase()}, actual checksum Type: ${checksum.algorithm.toLowerCase()}`,
    );
  const id = `${upload.id}/${number}`;
  const replaced = store.parts.get(id);
  if (replaced) context.stack.journal.blobs.delete(replaced.blob);
  const part: PartRecord = {
    uploadId: upload.id,
    number,
    size: bytes.length,
    etag: etagOf(bytes),
    lastModified: Math.floor(context.stack.clock.now()),
    checksum,
    blob: store.putBlob(bytes),
  };
  store.parts.put(id, part);
  return part;
}
