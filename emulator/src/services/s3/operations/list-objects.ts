import type { ListObjectsCommandInput, ListObjectsCommandOutput } from '@aws-sdk/client-s3';
import type { Answer, Operation } from '../../service.ts';
import { encoder, list, pageSize } from '../listing.ts';
import { ownerOf } from '../objects.ts';
import { storeOf } from '../store.ts';
import { contentOf } from './list-objects-v2.ts';

/** NextMarker comes with a delimiter only; without one the last key is the marker. */
export const listObjects: Operation<ListObjectsCommandInput, ListObjectsCommandOutput> = (input, context) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  const encode = encoder(input.EncodingType);
  const most = pageSize(input.MaxKeys);
  const { records, prefixes, truncated, last } = list(store, bucket.name, {
    prefix: input.Prefix,
    delimiter: input.Delimiter,
    after: input.Marker || undefined,
    most,
  });
  return {
    Name: bucket.name,
    Prefix: encode(input.Prefix ?? ''),
    Marker: encode(input.Marker ?? ''),
    MaxKeys: most,
    IsTruncated: truncated,
    ...(input.Delimiter ? { Delimiter: encode(input.Delimiter) } : {}),
    ...(input.EncodingType ? { EncodingType: input.EncodingType } : {}),
    ...(truncated && input.Delimiter && last !== undefined ? { NextMarker: encode(last) } : {}),
    ...(records.length > 0
      ? { Contents: records.map((record) => ({ ...contentOf(record, encode), Owner: ownerOf(bucket.account) })) }
      : {}),
    ...(prefixes.length > 0 ? { CommonPrefixes: prefixes.map((prefix) => ({ Prefix: encode(prefix) })) } : {}),
  } as Answer<ListObjectsCommandOutput>;
};
