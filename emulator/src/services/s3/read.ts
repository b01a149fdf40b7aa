import type { GetObjectCommandInput } from '@aws-sdk/client-s3';
import type { AwsError } from '../errors.ts';
import { unsupported } from '../errors.ts';
import type { Context } from '../service.ts';
import { checksumMembers } from './checksums.ts';
import { checkRead, parseRange } from './conditions.ts';
import { invalidRequest, methodNotAllowed, noSuchKey } from './errors.ts';
import { attributeMembers, checkKey, versionMember } from './objects.ts';
import { type ObjectRecord, storeOf } from './store.ts';

const OVERRIDES = {
  ResponseCacheControl: 'CacheControl',
  ResponseContentDisposition: 'ContentDisposition',
  ResponseContentEncoding: 'ContentEncoding',
  ResponseContentLanguage: 'ContentLanguage',
  ResponseContentType: 'ContentType',
  ResponseExpires: 'Expires',
} as const;

/** Adds headers that a client needs beside an error: that a delete marker is the reason of a 404. */
function markerError(error: AwsError, record: ObjectRecord): AwsError {
  Object.assign(error.detail, { DeleteMarker: true, VersionId: record.versionId });
  return error;
}

/** What Get and Head have in common: which version, which of its bytes, and every header. */
export function readObject(input: GetObjectCommandInput, context: Context, method: 'GET' | 'HEAD') {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  const key = checkKey(input.Key);
  if (input.SSECustomerAlgorithm !== undefined) throw unsupported('s3', 'encryption with keys of the customer (SSE-C)');
  const found = store.find(bucket.name, key, input.VersionId);
  if (found?.deleteMarker) throw markerError(input.VersionId === undefined ? noSuchKey(key) : methodNotAllowed(method), found);
  const record = store.object(bucket.name, key, input.VersionId);
  checkRead(input, record);
  const window = input.PartNumber === undefined ? parseRange(input.Range, record.size) : partWindow(input, record);
  const start = window?.start ?? 0;
  const end = window ? window.end + 1 : record.size;
  const members: Record<string, unknown> = {
    AcceptRanges: 'bytes',
    LastModified: new Date(record.lastModified),
    ContentLength: end - start,
    ETag: record.etag,
    ...attributeMembers(record.attributes),
    ...versionMember(bucket, record),
    ...(record.tags.length > 0 ? { TagCount: record.tags.length } : {}),
    ...(input.PartNumber !== undefined && record.parts ? { PartsCount: record.parts.length } : {}),
    // the checksum is that of the whole object: S3 leaves it out where only a part is sent
    ...(input.ChecksumMode === 'ENABLED' && !window ? checksumMembers(record.checksum) : {}),
    ...(window ? { ContentRange: `bytes ${start}-${end - 1}/${record.size}`, $status: 206 } : {}),
  };
  for (const [from, to] of Object.entries(OVERRIDES)) {
    const value = input[from as keyof typeof OVERRIDES];
    if (value !== undefined) members[to] = value;
  }
  return { record, start, end, members };
}

/** The bytes of one part of what was uploaded in parts; part 1 of anything else is all of it. */
function partWindow(input: GetObjectCommandInput, record: ObjectRecord): { start: number; end: number } | undefined {
  if (input.Range !== undefined) throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  const number = input.PartNumber as number;
  const parts = record.parts ?? [record.size];
  const size = parts[number - 1];
  if (size === undefined)
    throw Object.assign(invalidRequest('The requested partnumber is not satisfiable'), { code: 'InvalidPartNumber', status: 416 });
  if (record.size === 0) return undefined;
  const start = parts.slice(0, number - 1).reduce((sum, part) => sum + part, 0);
  return { start, end: start + size - 1 };
}
