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
 * chunks are collected until there is enough for a part. More than that is never held.
 */
export async function beginOriginal({ uploadId, contentType }: Upload): Promise<OriginalWriter> {
  const object = { Bucket, Key: originalKey(uploadId) };
  const { UploadId } = await s3.send(
    new CreateMultipartUploadCommand({ ...object, ContentType: contentType, ChecksumAlgorithm: 'SHA256' }),
  );
  const parts: CompletedPart[] = [];
  let held: Uint8Array[] = [];
  const flush = async () => {
    const Body = Buffer.concat(held);
    held = [];
    const PartNumber = parts.length + 1;
    const ChecksumSHA256 = sha256Of(Body);
    const { ETag } = await s3.send(new UploadPartCommand({ ...object, UploadId, PartNumber, Body, ChecksumSHA256 }));
    parts.push({ PartNumber, ETag, ChecksumSHA256 });
  };
  return {
    async write(bytes) {
      held.push(bytes);
      if (held.reduce((sum, { length }) => sum + length, 0) >= MIN_DIRECT_PART) await flush();
    },
    async finish() {
      if (held.length > 0) await flush();
      await s3.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload: { Parts: parts } }));
    },
    async cancel() {
      await s3.send(new AbortMultipartUploadCommand({ ...object, UploadId }));
    },
  };
}
