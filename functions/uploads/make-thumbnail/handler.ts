import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Context, S3Event, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { readImage } from '../../shared/image/read-image.ts';
import { logger } from '../../shared/logger.ts';
import { retryLater } from '../../shared/retry-later.ts';
import { Bucket, originalKey, s3, thumbnailKey, unlessGone } from '../objects.ts';
import { oneByOne } from '../one-by-one.ts';
import { uploadStore as store } from '../upload-store.ts';
import { type MakeThumbnailDeps, makeThumbnail } from './core.ts';

/** As the queue's redrive policy says. */
const MAX_RECEIVES = Number(process.env.MAX_RECEIVES);

const deps: MakeThumbnailDeps = {
  store,
  readImage,
  async readOriginal(uploadId) {
    const found = await s3.send(new GetObjectCommand({ Bucket, Key: originalKey(uploadId) })).catch(unlessGone(undefined));
    return found?.Body?.transformToByteArray();
  },
  async putThumbnail(uploadId, Body) {
    await s3.send(new PutObjectCommand({ Bucket, Key: thumbnailKey(uploadId), Body, ContentType: 'image/jpeg' }));
  },
  async deleteOriginal(uploadId) {
    await s3.send(new DeleteObjectCommand({ Bucket, Key: originalKey(uploadId) }));
  },
};

/** Hears of new objects from the bucket itself, by a queue; its first message is the bucket's test event, which names none. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const inTurn = oneByOne();
  return handleBatch(
    event,
    context,
    retryLater(({ body, attributes }) =>
      inTurn(async () => {
        for (const { s3: about } of (JSON.parse(body) as Partial<S3Event>).Records ?? []) {
          const uploadId = decodeURIComponent(about.object.key.replaceAll('+', ' ')).replace(/^originals\//, '');
          const outcome = await makeThumbnail(uploadId, Number(attributes.ApproximateReceiveCount) >= MAX_RECEIVES, deps);
          logger.info('looked at', { hop: 'looked-at', correlation_id: uploadId, outcome });
        }
      }),
    ),
  );
};
