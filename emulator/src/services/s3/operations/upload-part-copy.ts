import type { UploadPartCopyCommandInput, UploadPartCopyCommandOutput } from '@aws-sdk/client-s3';
import type { Answer, Operation } from '../../service.ts';
import { checksumMembers } from '../checksums.ts';
import { checkRead, parseCopySource } from '../conditions.ts';
import { invalidArgument, preconditionFailed } from '../errors.ts';
import { putPart } from '../parts.ts';
import { storeOf } from '../store.ts';

export const uploadPartCopy: Operation<UploadPartCopyCommandInput, UploadPartCopyCommandOutput> = (input, context) => {
  const store = storeOf(context);
  store.bucket(input);
  const upload = store.upload(input);
  const from = parseCopySource(input.CopySource);
  const bucket = store.bucket({ Bucket: from.bucket, ExpectedBucketOwner: input.ExpectedSourceBucketOwner });
  const source = store.object(from.bucket, from.key, from.versionId);
  const conditions = {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  };
  checkRead(conditions, source, () => preconditionFailed('x-amz-copy-source-If-None-Match'));
  let bytes = store.bytes(source);
  if (input.CopySourceRange !== undefined) {
    const match = /^bytes=(\d+)-(\d+)$/.exec(input.CopySourceRange);
    const [first, last] = [Number(match?.[1]), Number(match?.[2])];
    if (!match || first > last)
      throw invalidArgument(
        'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
        'x-amz-copy-source-range',
        input.CopySourceRange,
      );
    if (last >= source.size)
      throw invalidArgument(
        `Range specified is not valid for source object of size: ${source.size}`,
        'x-amz-copy-source-range',
        input.CopySourceRange,
      );
    bytes = bytes.slice(first, last + 1);
  }
  const part = putPart(context, upload, input.PartNumber, bytes, {});
  return {
    CopyPartResult: {
      ETag: part.etag,
      LastModified: new Date(part.lastModified),
      ...(upload.checksumAlgorithm ? checksumMembers(part.checksum, false) : {}),
    },
    ...(bucket.versioning ? { CopySourceVersionId: source.versionId } : {}),
  } as Answer<UploadPartCopyCommandOutput>;
};
