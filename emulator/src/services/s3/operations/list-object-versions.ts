import type { ListObjectVersionsCommandInput, ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import type { Answer, Operation } from '../../service.ts';
import { encoder, list, pageSize } from '../listing.ts';
import { ownerOf } from '../objects.ts';
import { type ObjectRecord, storeOf } from '../store.ts';
import { contentOf } from './list-objects-v2.ts';

export const listObjectVersions: Operation<ListObjectVersionsCommandInput, ListObjectVersionsCommandOutput> = (input, context) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  const encode = encoder(input.EncodingType);
  const most = pageSize(input.MaxKeys);
  const walk = {
    prefix: input.Prefix,
    delimiter: input.Delimiter,
    after: input.KeyMarker || undefined,
    afterVersion: input.VersionIdMarker,
    most,
    versions: true,
  };
  const { records, prefixes, truncated, last, lastVersion } = list(store, bucket.name, walk);
  const named = (record: ObjectRecord) => ({
    VersionId: record.versionId,
    IsLatest: store.find(bucket.name, record.key) === record,
    Owner: ownerOf(bucket.account),
  });
  return {
    Name: bucket.name,
    Prefix: encode(input.Prefix ?? ''),
    KeyMarker: encode(input.KeyMarker ?? ''),
    VersionIdMarker: input.VersionIdMarker ?? '',
    MaxKeys: most,
    IsTruncated: truncated,
    ...(input.Delimiter ? { Delimiter: encode(input.Delimiter) } : {}),
    ...(input.EncodingType ? { EncodingType: input.EncodingType } : {}),
    ...(truncated && last !== undefined
      ? { NextKeyMarker: encode(last), ...(lastVersion === undefined ? {} : { NextVersionIdMarker: lastVersion }) }
      : {}),
    Versions: records.filter((record) => !record.deleteMarker).map((record) => ({ ...contentOf(record, encode), ...named(record) })),
    DeleteMarkers: records
      .filter((record) => record.deleteMarker)
      .map((record) => ({ Key: encode(record.key), LastModified: new Date(record.lastModified), ...named(record) })),
    ...(prefixes.length > 0 ? { CommonPrefixes: prefixes.map((prefix) => ({ Prefix: encode(prefix) })) } : {}),
  } as Answer<ListObjectVersionsCommandOutput>;
};
