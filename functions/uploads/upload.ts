import { createHash } from 'node:crypto';

const MiB = 1024 ** 2;

/**
 * A function URL hands on 6,291,456 bytes at most: the whole event, in which bytes are base64, four for three. So a body may have some
 * 4.7 MB; 4 MiB leave room for any headers. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_CHUNK = 4 * MiB;

/** Parts that go to the bucket directly: 5 MiB at least, but for the last. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
export const MIN_DIRECT_PART = 5 * MiB;
export const MAX_DIRECT_PART = 100 * MiB;
export const MAX_PARTS = 10_000;

/** Who makes the thumbnail holds the whole file. */
export const MAX_SIZE = 200 * MiB;

export const DAY_S = 24 * 3600;

/**
 * `open`: parts come; `assembling`: all are there, and are being put together and checked; `stored`: the bytes are what was announced;
 * `ready`: they are an image, with a thumbnail; `rejected`: they aren't, see the reason; `abandoned`: nobody ended it in time.
 */
export type UploadState = 'open' | 'assembling' | 'stored' | 'ready' | 'rejected' | 'abandoned';

/** How the bytes come: in one request, in chunks through the function, or in parts that go to the bucket past it. */
export type Way = 'single' | 'chunks' | 'direct';

export interface Upload {
  uploadId: string;
  way: Way;
  name: string;
  size: number;
  contentType: string;
  /** Of the whole file, base64. */
  sha256: string;
  chunkSize: number;
  state: UploadState;
  reason?: { code: string; message: string };
  createdAt: number;
  expiresAt: number;
  /** The bucket's own id of the upload, for parts that go there directly. */
  multipartId?: string;
  width?: number;
  height?: number;
  /** The most memory that the function held that put it together. */
  assembledWithMb?: number;
}

export interface Part {
  n: number;
  size: number;
  sha256: string;
}

export const partCount = ({ size, chunkSize }: Pick<Upload, 'size' | 'chunkSize'>) => Math.ceil(size / chunkSize);

/** All parts have the chunk size, but for the last. */
export const partSize = ({ size, chunkSize }: Pick<Upload, 'size' | 'chunkSize'>, n: number) =>
  Math.min(chunkSize, size - (n - 1) * chunkSize);

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

/** Numbers of the parts that haven't come. */
export function missingParts(upload: Upload, parts: readonly Part[]): number[] {
  const there = new Set(parts.map(({ n }) => n));
  return Array.from({ length: partCount(upload) }, (_, i) => i + 1).filter((n) => !there.has(n));
}
