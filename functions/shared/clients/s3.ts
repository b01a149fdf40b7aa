import { S3Client } from '@aws-sdk/client-s3';
import { clientOptions } from './options.ts';

/** Photographs are megabytes, hence the longer limit. */
export const s3 = new S3Client(clientOptions(5_000));
