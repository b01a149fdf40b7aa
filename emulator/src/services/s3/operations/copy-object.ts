import type { CopyObjectCommandInput, CopyObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Answer, Operation } from '../../service.ts';
import { algorithmOf, checksumMembers, digest } from '../checksums.ts';
import { checkRead, checkWrite, parseCopySource } from '../conditions.ts';
import { invalidRequest, preconditionFailed } from '../errors.ts';
import { attributesOf, checkAcl, checkKey, etagOf, LARGEST_PUT, parseTagging, putVersion, versionMember } from '../objects.ts';
import { storeOf } from '../store.ts';

export const copyObject: Operation<CopyObjectCommandInput, CopyObjectCommandOutput> = (input, context) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  const key = checkKey(input.Key);
  checkAcl(bucket, input.ACL);
  const from = parseCopySource(input.CopySource);
  const sourceBucket = store.bucket({ Bucket: from.bucket, ExpectedBucketOwner: input.ExpectedSourceBucketOwner });
  const source = store.object(from.bucket, from.key, from.versionId);
  if (source.deleteMarker)
    throw invalidRequest('The source of a copy request may not specifically refer to a delete marker by version id.');
  if (source.size > LARGEST_PUT)
    throw invalidRequest(`The specified copy source is larger than the maximum allowable size for a copy source: ${LARGEST_PUT}`);
  checkRead(
    {
      IfMatch: input.CopySourceIfMatch,
      IfNoneMatch: input.CopySourceIfNoneMatch,
      IfModifiedSince: input.CopySourceIfModifiedSince,
      IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    },
    source,
    () => preconditionFailed('x-amz-copy-source-If-None-Match'),
  );
  checkWrite(input, store.find(bucket.name, key), key);
  const replace = input.MetadataDirective === 'REPLACE';
  const given = attributesOf(input);
  if (
    from.bucket === bucket.name &&
    from.key === key &&
    !from.versionId &&
    !replace &&
    !input.StorageClass &&
    !input.ServerSideEncryption &&
    !input.WebsiteRedirectLocation
  )
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  const { StorageClass: _, ...kept } = source.attributes;
  const attributes = replace
    ? given
    : {
        ...kept,
        ...(input.StorageClass ? { StorageClass: input.StorageClass } : {}),
        ...(input.ServerSideEncryption ? { ServerSideEncryption: input.ServerSideEncryption } : {}),
      };
  const bytes = store.bytes(source);
  const algorithm = algorithmOf(input.ChecksumAlgorithm) ?? source.checksum?.algorithm ?? 'CRC64NVME';
  const checksum = { algorithm, value: digest(algorithm, bytes).toString('base64'), type: 'FULL_OBJECT' as const };
  const tags = input.TaggingDirective === 'REPLACE' ? parseTagging(input.Tagging) : source.tags;
  const record = putVersion(context, bucket, key, bytes, { etag: etagOf(bytes), attributes, tags, checksum }, 'Copy');
  return {
    CopyObjectResult: { ETag: record.etag, LastModified: new Date(record.lastModified), ...checksumMembers(checksum) },
    ServerSideEncryption: attributes.ServerSideEncryption ?? 'AES256',
    ...versionMember(bucket, record),
    ...(sourceBucket.versioning ? { CopySourceVersionId: source.versionId } : {}),
  } as Answer<CopyObjectCommandOutput>;
};
