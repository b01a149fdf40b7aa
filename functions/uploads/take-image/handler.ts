import { PutObjectCommand } from '@aws-sdk/client-s3';
import middy from '@middy/core';
import { type HttpEvent, type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { contentDigest } from '../api/content-digest.ts';
import { show } from '../api/show.ts';
import { Bucket, originalKey, s3 } from '../objects.ts';
import type { Upload } from '../upload.ts';
import { uploadStore as store } from '../upload-store.ts';
import { takeImage } from './core.ts';

async function putOriginal({ uploadId, contentType, sha256 }: Upload, Body: Uint8Array): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket, Key: originalKey(uploadId), Body, ContentType: contentType, ChecksumSHA256: sha256 }));
}

/** POST the bytes of an image, with their Content-Digest if the sender knows it: 202, and what becomes of it is asked at the uploads. */
export const handler = middy<HttpEvent, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .handler(async (event) => {
    const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
    const digest = event.headers['content-digest'];
    const upload = await takeImage(bytes, digest && contentDigest(digest), { store, putOriginal, now: Date.now });
    return json(202, show(upload, []));
  });
