import type { ListObjectsV2CommandInput, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import type { Answer, Operation } from '../../service.ts';
import { invalidArgument } from '../errors.ts';
import { encoder, list, pageSize } from '../listing.ts';
import { ownerOf } from '../objects.ts';
import { type ObjectRecord, storeOf } from '../store.ts';

export const contentOf = (record: ObjectRecord, encode: (text: string) => string) => ({
  Key: encode(record.key),
  LastModified: new Date(record.lastModified),
  ETag: record.etag,
  ...(record.checksum ? { ChecksumAlgorithm: [record.checksum.algorithm], ChecksumType: record.checksum.type } : {}),
  Size: record.size,
  StorageClass: record.attributes.StorageClass ?? 'STANDARD',
});

export const listObjectsV2: Operation<ListObjectsV2CommandInput, ListObjectsV2CommandOutput> = (input, context) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  const encode = encoder(input.EncodingType);
  if (input.ContinuationToken === '') throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', '');
  const after = input.ContinuationToken === undefined ? input.StartAfter : Buffer.from(input.ContinuationToken, 'base64url').toString();
  const most = pageSize(input.MaxKeys);
  const { records, prefixes, truncated, last } = list(store, bucket.name, {
    prefix: input.Prefix,
    delimiter: input.Delimiter,
    after,
    most,
  });
  return {
    Name: bucket.name,
    Prefix: encode(input.Prefix ?? ''),
    MaxKeys: most,
    KeyCount: records.length + prefixes.length,
    IsTruncated: truncated,
    ...(input.Delimiter ? { Delimiter: encode(input.Delimiter) } : {}),
    ...(input.EncodingType ? { EncodingType: input.EncodingType } : {}),
    ...(input.StartAfter ? { StartAfter: encode(input.StartAfter) } : {}),
    ...(input.ContinuationToken ? { ContinuationToken: input.ContinuationToken } : {}),
    ...(truncated && last !== undefined ? { NextContinuationToken: Buffer.from(last).toString('base64url') } : {}),
    ...(records.length > 0
      ? {
          Contents: records.map((record) => ({
            ...contentOf(record, encode),
            ...(input.FetchOwner ? { Owner: ownerOf(bucket.account) } : {}),
          })),
        }
      : {}),
    ...(prefixes.length > 0 ? { CommonPrefixes: prefixes.map((prefix) => ({ Prefix: encode(prefix) })) } : {}),
  } as Answer<ListObjectsV2CommandOutput>;
};
