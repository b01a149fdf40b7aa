import type { Part, Upload, UploadState } from './upload.ts';

export type Changes = Partial<Pick<Upload, 'reason' | 'width' | 'height' | 'contentType' | 'assembledWithMb'>>;

/** What is known of uploads. Each method is one read, or one conditional write. */
export interface UploadStore {
  create(upload: Upload): Promise<void>;
  find(uploadId: string): Promise<Upload | undefined>;
  parts(uploadId: string): Promise<Part[]>;
  /** Writes a part down unless one of its number is, and then answers that one. */
  keepPart(uploadId: string, part: Part): Promise<Part | undefined>;
  /** Goes to another state if it is in one of these; false if it isn't. `dueInMs`: when the sweep shall look at it (again). */
  move(uploadId: string, from: UploadState[], to: UploadState, changes?: Changes, dueInMs?: number): Promise<boolean>;
}

/** Where the bytes are. */
export interface UploadBucket {
  putChunk(uploadId: string, part: Part, bytes: Uint8Array): Promise<void>;
  readChunk(uploadId: string, part: Part): Promise<AsyncIterable<Uint8Array>>;
  /** Chunks, and parts that came directly. */
  clear(upload: Upload): Promise<void>;
  /** Begins the object that an upload becomes; nothing can be seen of it until it is finished. */
  beginOriginal(upload: Upload): Promise<OriginalWriter>;
  /** The parts that came directly, whoever sent them, as the bucket knows them. */
  directParts(upload: Upload): Promise<Part[]>;
  /** Makes one object of them, out of the way; does nothing when that is done. */
  joinDirect(upload: Upload): Promise<void>;
  readJoined(upload: Upload): Promise<AsyncIterable<Uint8Array>>;
  /** The object that came together directly becomes what the upload becomes. */
  publishJoined(upload: Upload): Promise<void>;
}

export interface OriginalWriter {
  write(bytes: Uint8Array): Promise<void>;
  finish(): Promise<void>;
  cancel(): Promise<void>;
}
