import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Bucket, originalKey, s3 } from './objects.ts';
import type { OriginalWriter } from './ports.ts';
import { MIN_DIRECT_PART, sha256Of, type Upload } from './upload.ts';

/**
 * Writes an object as a multipart upload while its bytes come: the bucket takes parts of 5 MiB, and a chunk through a function is smaller, so
 * bytes are collected until there are enough for a part. More than that is never held.
 */
export async function beginOriginal({ uploadId, contentType }: Upload): Promise<OriginalWriter> {
  const object = { Bucket, Key: originalKey(uploadId) };
  const { UploadId } = await s3.send(
    new CreateMultipartUploadCommand({ ...object, ContentType: contentType, ChecksumAlgorithm: 'SHA256' }),
  );
  const parts: CompletedPart[] = [];
  // one for all parts: each is sent before the next is begun
  const held = Buffer.allocUnsafe(MIN_DIRECT_PART);
  let size = 0;
  const flush = async () => {
    const Body = held.subarray(0, size);
    size = 0;
    const PartNumber = parts.length + 1;
    const ChecksumSHA256 = sha256Of(Body);
    const { ETag } = await s3.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body, ChecksumSHA256 }));
    parts.push({ PartNumber, ETag, ChecksumSHA256 });
  };
  return {
    async write(bytes) {
      for (let rest = bytes; rest.length > 0; ) {
        const fits = rest.subarray(0, held.length - size);
        held.set(fits, size);
        size += fits.length;
        rest = rest.subarray(fits.length);
        if (size === held.length) await flush();
      }
    },
    async finish() {
      if (size > 0) await flush();
      await s3.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts: parts } }));
    },
    async cancel() {
      await s3.send(new AbortMultipartUploadCommand({ ...object, UploadId }));
    },
  };
}
