import { invalidArgument } from './errors.ts';
import type { ObjectRecord, S3Store } from './store.ts';

/** S3 gives 1,000 keys at most. */
export function pageSize(asked: number | undefined): number {
  const size = asked ?? 1000;
  if (!Number.isInteger(size) || size < 0)
    throw invalidArgument('Argument maxKeys must be an integer between 0 and 2147483647', 'maxKeys', String(asked));
  return Math.min(size, 1000);
}

/** Keys as S3 prints them where `encoding-type=url` was asked for, so that XML can carry them. */
export function encoder(encodingType: string | undefined): (text: string) => string {
  if (encodingType === undefined) return (text) => text;
  if (encodingType !== 'url') throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encodingType);
  return (text) => encodeURIComponent(text).replace(/%2F/g, '/').replace(/%20/g, '+');
}

export interface Listed {
  /** Current objects, or all versions, in order. */
  records: ObjectRecord[];
  prefixes: string[];
  truncated: boolean;
  /** The last key or prefix that was listed. */
  last: string | undefined;
  lastVersion: string | undefined;
}

export interface Listing {
  prefix?: string | undefined;
  delimiter?: string | undefined;
  /** Keys and prefixes after this one only. */
  after?: string | undefined;
  /** With `after`: versions of that very key after this one, too. */
  afterVersion?: string | undefined;
  most: number;
  versions?: boolean;
}

/** Walks a bucket once; what a delimiter rolls up counts as one. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html */
export function list(
  store: S3Store,
  bucket: string,
  { prefix = '', delimiter, after, afterVersion, most, versions = false }: Listing,
): Listed {
  const listed: Listed = { records: [], prefixes: [], truncated: false, last: undefined, lastVersion: undefined };
  const bytes = (text: string) => Buffer.from(text);
  const isAfter = (text: string) => after === undefined || Buffer.compare(bytes(text), bytes(after)) > 0;
  const from = after !== undefined && Buffer.compare(bytes(after), bytes(prefix)) > 0 ? after : prefix;
  let count = 0;
  for (const [key, all] of store.list(bucket, from)) {
    if (!key.startsWith(prefix)) break;
    const shown = versions ? all : all.slice(0, 1).filter((record) => !record.deleteMarker);
    if (shown.length === 0) continue;
    const cut = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    if (cut >= 0) {
      const rolled = key.slice(0, cut + (delimiter as string).length);
      if (listed.prefixes.at(-1) === rolled || !isAfter(rolled) || after?.startsWith(rolled)) continue;
      if (count === most) return { ...listed, truncated: most > 0 };
      listed.prefixes.push(rolled);
      listed.last = rolled;
      listed.lastVersion = undefined;
      count++;
      continue;
    }
    let rest = shown;
    if (!isAfter(key)) {
      if (!(versions && key === after && afterVersion !== undefined)) continue;
      rest = shown.slice(shown.findIndex((record) => record.versionId === afterVersion) + 1);
    }
    for (const record of rest) {
      if (count === most) return { ...listed, truncated: most > 0 };
      listed.records.push(record);
      listed.last = key;
      listed.lastVersion = record.versionId;
      count++;
    }
  }
  return listed;
}
