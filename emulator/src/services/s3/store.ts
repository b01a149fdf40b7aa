import type { JournalTable } from '../../journal/journal.ts';
import type { Context, Stack } from '../service.ts';
import type { Checksum } from './checksums.ts';
import { accessDenied, noSuchBucket, noSuchKey, noSuchUpload, noSuchVersion } from './errors.ts';

export interface BucketRecord {
  name: string;
  account: string;
  region: string;
  createdAt: number;
  versioning?: 'Enabled' | 'Suspended';
  /** Everything that is only kept and given back, by the name of the configuration. */
  configuration: Record<string, unknown>;
}

/** What a caller says of an object; given back as it came. */
export interface Attributes {
  ContentType?: string;
  CacheControl?: string;
  ContentDisposition?: string;
  ContentEncoding?: string;
  ContentLanguage?: string;
  /** ISO 8601. */
  Expires?: string;
  Metadata?: Record<string, string>;
  StorageClass?: string;
  ServerSideEncryption?: string;
  SSEKMSKeyId?: string;
  WebsiteRedirectLocation?: string;
}

export interface ObjectRecord {
  bucket: string;
  key: string;
  /** `null` where the bucket was not versioned. */
  versionId: string;
  /** Rises with every version of the stack. */
  sequence: number;
  lastModified: number;
  deleteMarker: boolean;
  size: number;
  /** With its quotes. */
  etag: string;
  /** Key of the bytes in the journal's blobs; absent for a delete marker. */
  blob?: string;
  attributes: Attributes;
  checksum?: Checksum;
  tags: { Key: string; Value: string }[];
  /** Sizes of the parts of a multipart upload. */
  parts?: number[];
}

export interface UploadRecord {
  id: string;
  bucket: string;
  key: string;
  initiatedAt: number;
  attributes: Attributes;
  tags: { Key: string; Value: string }[];
  checksumAlgorithm?: string;
  checksumType?: 'FULL_OBJECT' | 'COMPOSITE';
}

export interface PartRecord {
  uploadId: string;
  number: number;
  size: number;
  etag: string;
  lastModified: number;
  checksum: Checksum;
  blob: string;
}

/** Order of keys in listings: by their UTF-8 bytes. */
const compareKeys = (a: string, b: string) => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)));

/** What is derived from the object table: versions by key, newest first, and the keys in the order of listings. */
interface BucketIndex {
  versions: Map<string, ObjectRecord[]>;
  keys: string[];
}

export class S3Store {
  readonly buckets: JournalTable<BucketRecord>;
  readonly uploads: JournalTable<UploadRecord>;
  readonly parts: JournalTable<PartRecord>;
  readonly #stack: Stack;
  readonly #objects: JournalTable<ObjectRecord>;
  readonly #index = new Map<string, BucketIndex>();
  #sequence = 0;

  constructor(stack: Stack) {
    this.#stack = stack;
    this.buckets = stack.journal.table('s3.buckets');
    this.uploads = stack.journal.table('s3.uploads');
    this.parts = stack.journal.table('s3.parts');
    this.#objects = stack.journal.table('s3.objects');
    for (const record of this.#objects.values()) {
      this.#add(record);
      this.#sequence = Math.max(this.#sequence, record.sequence);
    }
    for (const part of this.parts.values()) this.#sequence = Math.max(this.#sequence, Number(part.blob.split('/').at(-1)));
  }

  nextSequence(): number {
    return ++this.#sequence;
  }

  /** The bucket, or NoSuchBucket; AccessDenied where the caller expects another owner. */
  bucket(input: { Bucket?: string | undefined; ExpectedBucketOwner?: string | undefined }): BucketRecord {
    const record = this.buckets.get(input.Bucket ?? '');
    if (!record) throw noSuchBucket(input.Bucket ?? '');
    if (input.ExpectedBucketOwner !== undefined && input.ExpectedBucketOwner !== record.account) throw accessDenied();
    return record;
  }

  /** The current version of a key or the one asked for; delete markers included. */
  find(bucket: string, key: string, versionId?: string): ObjectRecord | undefined {
    const versions = this.#index.get(bucket)?.versions.get(key);
    return versionId === undefined ? versions?.[0] : versions?.find((record) => record.versionId === versionId);
  }

  /** An object that can be read, or S3's error. */
  object(bucket: string, key: string, versionId?: string): ObjectRecord {
    const record = this.find(bucket, key, versionId);
    if (record && (versionId !== undefined || !record.deleteMarker)) return record;
    throw versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId);
  }

  upload(input: { Bucket?: string | undefined; Key?: string | undefined; UploadId?: string | undefined }): UploadRecord {
    const record = this.uploads.get(input.UploadId ?? '');
    if (!record || record.bucket !== input.Bucket || record.key !== input.Key) throw noSuchUpload(input.UploadId ?? '');
    return record;
  }

  partsOf(uploadId: string): PartRecord[] {
    return [...this.parts.values()].filter((part) => part.uploadId === uploadId).sort((a, b) => a.number - b.number);
  }

  /** Ends a multipart upload and forgets its parts. */
  endUpload(uploadId: string) {
    for (const part of this.partsOf(uploadId)) {
      this.parts.delete(`${uploadId}/${part.number}`);
      this.#stack.journal.blobs.delete(part.blob);
    }
    this.uploads.delete(uploadId);
  }

  putBlob(bytes: Uint8Array): string {
    const key = `s3/${this.nextSequence()}`;
    this.#stack.journal.blobs.put(key, bytes);
    return key;
  }

  bytes(record: { blob?: string }): Uint8Array {
    return (record.blob && this.#stack.journal.blobs.get(record.blob)) || new Uint8Array();
  }

  /** Puts a version; where the bucket isn't versioned it takes the place of the version `null`. */
  put(record: ObjectRecord) {
    const replaced = record.versionId === 'null' ? this.find(record.bucket, record.key, 'null') : undefined;
    if (replaced) this.remove(replaced);
    this.#objects.put(tableKey(record), record);
    this.#add(record);
  }

  /** Changes a version in place (its tags). */
  change(record: ObjectRecord) {
    this.#objects.put(tableKey(record), record);
  }

  /** Removes one version for good, with its bytes. */
  remove(record: ObjectRecord) {
    this.#objects.delete(tableKey(record));
    if (record.blob) this.#stack.journal.blobs.delete(record.blob);
    const index = this.#index.get(record.bucket);
    const versions = index?.versions.get(record.key);
    if (!index || !versions) return;
    versions.splice(versions.indexOf(record), 1);
    if (versions.length > 0) return;
    index.versions.delete(record.key);
    index.keys.splice(position(index.keys, record.key), 1);
  }

  /** Keys in order from `from` on, with their versions, newest first. */
  *list(bucket: string, from = ''): Generator<[string, ObjectRecord[]]> {
    const index = this.#index.get(bucket);
    if (!index) return;
    const keys = index.keys;
    for (let i = position(keys, from); i < keys.length; i++)
      yield [keys[i] as string, index.versions.get(keys[i] as string) as ObjectRecord[]];
  }

  isEmpty(bucket: string): boolean {
    return (this.#index.get(bucket)?.keys.length ?? 0) === 0;
  }

  #add(record: ObjectRecord) {
    let index = this.#index.get(record.bucket);
    if (!index) this.#index.set(record.bucket, (index = { versions: new Map(), keys: [] }));
    const versions = index.versions.get(record.key);
    if (!versions) {
      index.versions.set(record.key, [record]);
      index.keys.splice(position(index.keys, record.key), 0, record.key);
    } else {
      const at = versions.findIndex((other) => other.sequence < record.sequence);
      versions.splice(at === -1 ? versions.length : at, 0, record);
    }
  }
}

const tableKey = (record: ObjectRecord) => `${record.bucket}/${record.sequence}`;

/** Where a key stands, or would stand, among sorted keys. */
function position(keys: string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(keys[middle] as string, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const storeOf = (context: Pick<Context, 'stack'>): S3Store => context.stack.singleton('s3', (stack) => new S3Store(stack));
