import { createHash, randomBytes } from 'node:crypto';
import { AwsError, unsupported } from '../errors.ts';
import type { Context } from '../service.ts';
import type { Checksum } from './checksums.ts';
import { accessDenied, invalidArgument, malformed } from './errors.ts';
import { notify } from './notifications.ts';
import { type Attributes, type BucketRecord, type ObjectRecord, storeOf } from './store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const LARGEST_PUT = 5 * 1024 ** 3;
const LONGEST_KEY = 1024;
const MOST_METADATA = 2048;

export type Tags = { Key: string; Value: string }[];

/** The account's canonical user id, as S3 shows it for owners. */
export const ownerOf = (account: string) => ({ ID: createHash('sha256').update(`owner ${account}`).digest('hex'), DisplayName: account });

export const etagOf = (bytes: Uint8Array) => `"${createHash('md5').update(bytes).digest('hex')}"`;

export const bodyOf = (body: unknown): Uint8Array => {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  throw new TypeError('the body of an in-process call must be a string or Uint8Array');
};

/** What a caller says of an object, from the members of Put, Copy and CreateMultipartUpload. */
export function attributesOf(input: object): Attributes {
  const given = input as Record<string, unknown>;
  if (given.SSECustomerAlgorithm !== undefined || given.SSECustomerKey !== undefined)
    throw unsupported('s3', 'encryption with keys of the customer (SSE-C)');
  if (given.ObjectLockMode !== undefined || given.ObjectLockLegalHoldStatus !== undefined) throw unsupported('s3', 'object lock');
  const attributes: Record<string, unknown> = {};
  for (const name of [
    'ContentType',
    'CacheControl',
    'ContentDisposition',
    'ContentLanguage',
    'StorageClass',
    'ServerSideEncryption',
    'SSEKMSKeyId',
    'WebsiteRedirectLocation',
  ])
    if (given[name] !== undefined) attributes[name] = given[name];
  const encoding = String(given.ContentEncoding ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked');
  if (encoding.length > 0) attributes.ContentEncoding = encoding.join(',');
  if (given.Expires instanceof Date) attributes.Expires = given.Expires.toISOString();
  const metadata = given.Metadata as Record<string, string> | undefined;
  if (metadata && Object.keys(metadata).length > 0) {
    const lower = Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key.toLowerCase(), value]));
    const size = Object.entries(lower).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
    if (size > MOST_METADATA)
      throw new AwsError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
        detail: { Size: size, MaxSizeAllowed: MOST_METADATA },
      });
    attributes.Metadata = lower;
  }
  return attributes as Attributes;
}

/** As output members of Get and Head. */
export function attributeMembers(attributes: Attributes): Record<string, unknown> {
  const { Expires, StorageClass, ...rest } = attributes;
  return {
    ContentType: 'binary/octet-stream',
    ServerSideEncryption: 'AES256',
    ...rest,
    ...(Expires ? { Expires: new Date(Expires) } : {}),
    ...(StorageClass && StorageClass !== 'STANDARD' ? { StorageClass } : {}),
    Metadata: attributes.Metadata ?? {},
  };
}

export function parseTagging(tagging: string | undefined): Tags {
  return checkTags(
    [...new URLSearchParams(tagging ?? '')].map(([Key, Value]) => ({ Key, Value })),
    10,
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
export function checkTags(tags: { Key?: string | undefined; Value?: string | undefined }[], most: number): Tags {
  if (tags.length > most)
    throw new AwsError(
      most === 10 ? 'BadRequest' : 'InvalidTag',
      `${most === 10 ? 'Object' : 'Bucket'} tag count cannot be greater than ${most}`,
    );
  const keys = new Set<string>();
  for (const { Key, Value } of tags) {
    if (Key === undefined || Value === undefined) throw malformed();
    if (Key === '' || Key.length > 128)
      throw new AwsError('InvalidTag', 'The TagKey you have provided is invalid', { detail: { TagKey: Key } });
    if (Value.length > 256)
      throw new AwsError('InvalidTag', 'The TagValue you have provided is invalid', { detail: { TagKey: Key, TagValue: Value } });
    if (keys.has(Key)) throw new AwsError('InvalidTag', 'Cannot provide multiple Tags with the same key', { detail: { TagKey: Key } });
    keys.add(Key);
  }
  return tags as Tags;
}

export function checkKey(key: string | undefined): string {
  if (key === undefined || key === '') throw invalidArgument('Object key must not be empty', 'key');
  if (Buffer.byteLength(key) > LONGEST_KEY)
    throw new AwsError('KeyTooLongError', 'Your key is too long', {
      detail: { Size: Buffer.byteLength(key), MaxSizeAllowed: LONGEST_KEY },
    });
  return key;
}

/** ACLs say nothing where the bucket's owner owns all objects, and any but these two are refused. */
export function checkAcl(bucket: BucketRecord, acl: string | undefined): void {
  if (acl === undefined || acl === 'private' || acl === 'bucket-owner-full-control') return;
  const controls = bucket.configuration.OwnershipControls as { Rules?: { ObjectOwnership?: string }[] } | undefined;
  if (controls?.Rules?.[0]?.ObjectOwnership === 'BucketOwnerEnforced')
    throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  const block = bucket.configuration.PublicAccessBlockConfiguration as { BlockPublicAcls?: boolean } | undefined;
  if (block?.BlockPublicAcls && acl.startsWith('public')) throw accessDenied();
}

const newVersionId = () => randomBytes(24).toString('base64url');

/** Puts a new version of an object and tells who wants to know. */
export function putVersion(
  context: Context,
  bucket: BucketRecord,
  key: string,
  bytes: Uint8Array,
  rest: { etag: string; attributes: Attributes; tags: Tags; checksum?: Checksum; parts?: number[] },
  event: 'Put' | 'Copy' | 'CompleteMultipartUpload',
): ObjectRecord {
  const store = storeOf(context);
  const record: ObjectRecord = {
    bucket: bucket.name,
    key,
    versionId: bucket.versioning === 'Enabled' ? newVersionId() : 'null',
    sequence: store.nextSequence(),
    lastModified: Math.floor(context.stack.clock.now()),
    deleteMarker: false,
    size: bytes.length,
    blob: store.putBlob(bytes),
    ...rest,
  };
  store.put(record);
  notify(context, bucket, `ObjectCreated:${event}`, record);
  return record;
}

/** The version id as outputs carry it: none where the bucket was never versioned. */
export const versionMember = (bucket: BucketRecord, record: ObjectRecord) => (bucket.versioning ? { VersionId: record.versionId } : {});

/**
 * Deletes a version for good, or the current one behind a delete marker.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
export function deleteVersion(
  context: Context,
  bucket: BucketRecord,
  key: string,
  versionId: string | undefined,
): { DeleteMarker?: boolean; VersionId?: string } {
  const store = storeOf(context);
  const found = store.find(bucket.name, key, versionId);
  if (versionId !== undefined) {
    if (found) store.remove(found);
    if (found && !found.deleteMarker) notify(context, bucket, 'ObjectRemoved:Delete', found);
    return { VersionId: versionId, ...(found?.deleteMarker ? { DeleteMarker: true } : {}) };
  }
  if (!bucket.versioning) {
    if (found) {
      store.remove(found);
      notify(context, bucket, 'ObjectRemoved:Delete', found);
    }
    return {};
  }
  const marker: ObjectRecord = {
    bucket: bucket.name,
    key,
    versionId: bucket.versioning === 'Enabled' ? newVersionId() : 'null',
    sequence: store.nextSequence(),
    lastModified: Math.floor(context.stack.clock.now()),
    deleteMarker: true,
    size: 0,
    etag: '',
    attributes: {},
    tags: [],
  };
  store.put(marker);
  notify(context, bucket, 'ObjectRemoved:DeleteMarkerCreated', marker);
  return { DeleteMarker: true, VersionId: marker.versionId };
}
