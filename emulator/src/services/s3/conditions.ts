import { AwsError } from '../errors.ts';
import { invalidArgument, notModified, preconditionFailed } from './errors.ts';
import type { ObjectRecord } from './store.ts';

const bare = (etag: string) => etag.trim().replace(/^W\//, '').replace(/^"|"$/g, '');

const matches = (condition: string, etag: string) => condition.split(',').some((one) => one.trim() === '*' || bare(one) === bare(etag));

/** HTTP dates have no fractions of a second. */
const seconds = (ms: number) => Math.floor(ms / 1000);

export interface ReadConditions {
  IfMatch?: string | undefined;
  IfNoneMatch?: string | undefined;
  IfModifiedSince?: Date | undefined;
  IfUnmodifiedSince?: Date | undefined;
}

/**
 * Conditions of a read. If-Match that holds outweighs If-Unmodified-Since, and If-None-Match outweighs If-Modified-Since.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
 */
export function checkRead(conditions: ReadConditions, record: ObjectRecord, failure: () => AwsError = notModified): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, record.etag)) throw preconditionFailed('If-Match');
  } else if (IfUnmodifiedSince && seconds(record.lastModified) > seconds(IfUnmodifiedSince.getTime()))
    throw preconditionFailed('If-Unmodified-Since');
  if (IfNoneMatch !== undefined) {
    if (matches(IfNoneMatch, record.etag)) throw failure();
  } else if (IfModifiedSince && seconds(record.lastModified) <= seconds(IfModifiedSince.getTime())) throw failure();
}

/** Conditions of a write: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export function checkWrite(
  conditions: { IfMatch?: string | undefined; IfNoneMatch?: string | undefined },
  current: ObjectRecord | undefined,
  key: string,
): void {
  const { IfMatch, IfNoneMatch } = conditions;
  const existing = current?.deleteMarker ? undefined : current;
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== '*')
      throw new AwsError('NotImplemented', 'A header you provided implies functionality that is not implemented', {
        status: 501,
        detail: { Header: 'If-None-Match' },
      });
    if (existing) throw preconditionFailed('If-None-Match');
  }
  if (IfMatch !== undefined) {
    if (!existing) throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, detail: { Key: key } });
    if (!matches(IfMatch, existing.etag)) throw preconditionFailed('If-Match');
  }
}

/** First and last byte of a Range header; undefined where it asks for none that S3 understands, so that all is sent. */
export function parseRange(range: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = range === undefined ? null : /^bytes=(\d*)-(\d*)$/.exec(range.trim());
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(size - 1, Number(match[2]));
  if (match[1] !== '' && match[2] !== '' && Number(match[2]) < start) return undefined;
  if (start >= size || (match[1] === '' && Number(match[2]) === 0))
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', {
      status: 416,
      detail: { RangeRequested: range, ActualObjectSize: size },
    });
  return { start, end };
}

/** `bucket/key?versionId=…`, percent-encoded, with or without a slash in front. */
export function parseCopySource(source: string | undefined): { bucket: string; key: string; versionId?: string } {
  const [path = '', query] = (source ?? '').split('?versionId=');
  let decoded: string;
  try {
    decoded = decodeURIComponent(path.replace(/\+/g, '%20'));
  } catch {
    throw invalidArgument('Invalid copy source encoding.', 'x-amz-copy-source', source);
  }
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decoded);
  if (!match) throw invalidArgument('Invalid copy source object key', 'x-amz-copy-source', source);
  return { bucket: match[1] as string, key: match[2] as string, ...(query === undefined ? {} : { versionId: query }) };
}
