import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { s3 } from '../shared/clients/s3.ts';
import { requiredEnv } from '../shared/env.ts';

export interface Photo {
  photoId: string;
  contentType: string;
  width: number;
  height: number;
  size: number;
  originalKey: string;
  thumbnailKey: string;
  uploadedAt: number;
}

export async function putImage(key: string, body: Uint8Array, contentType: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: requiredEnv('PHOTOS_BUCKET_NAME'), Key: key, Body: body, ContentType: contentType }));
}

/** Written last: a photograph exists once its record does, and by then both images do. */
export async function putPhoto(photo: Photo): Promise<void> {
  await documents.send(new PutCommand({ TableName: requiredEnv('PHOTOS_TABLE_NAME'), Item: { pk: `photo#${photo.photoId}`, ...photo } }));
}
