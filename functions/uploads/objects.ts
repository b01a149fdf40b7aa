import { NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import { clientOptions } from '../shared/clients/options.ts';
import { requiredEnv } from '../shared/env.ts';

export const Bucket = requiredEnv('UPLOADS_BUCKET_NAME');

/** The bucket takes its time to put large objects together, hence the longer limit. */
export const s3 = new S3Client(clientOptions(30_000));

/** Nothing but what was checked gets here: its event starts the thumbnail. */
export const originalKey = (uploadId: string) => `originals/${uploadId}`;
export const thumbnailKey = (uploadId: string) => `thumbnails/${uploadId}.jpg`;
/** What came directly, until it is checked. */
export const incomingKey = (uploadId: string) => `incoming/${uploadId}`;
export const chunksPrefix = (uploadId: string) => `chunks/${uploadId}/`;

/** For answers that mean that it isn't there (any more). */
export const unlessGone =
  <T>(instead: T) =>
  (error: Error): T => {
    if (error instanceof NoSuchKey || error.name === 'NoSuchUpload' || error.name === 'NotFound') return instead;
    throw error;
  };
