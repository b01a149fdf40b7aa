import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import middy from '@middy/core';
import { s3 } from '../../shared/clients/s3.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logHop } from '../../shared/logger.ts';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateBody, type WithInput } from '../../shared/middleware/validate.ts';
import { findPhoto } from '../photo-lookup.ts';
import { beginShare, settleShare } from '../share-store.ts';
import { type SharePhotoDeps, type SharePhotoInput, sharePhoto, sharePhotoSchema } from './core.ts';
import { handOver } from './hand-over.ts';

/**
 * A day. On AWS a link signed with a role's credentials ends with them, which can be hours earlier.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
 */
const LINK_LIFETIME_S = 24 * 3600;

const bucket = requiredEnv('PHOTOS_BUCKET_NAME');

const deps: SharePhotoDeps = {
  findPhoto,
  beginShare,
  settleShare,
  handOver,
  link: (key) => getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: LINK_LIFETIME_S }),
  linkLifetimeMs: LINK_LIFETIME_S * 1000,
  log: logHop,
  now: Date.now,
};

/** POST {photoId, recipient, mode, shareId?}: 200 when the mail is sent already, 202 when it is on its way. */
export const handler = middy<WithInput<SharePhotoInput>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateBody(sharePhotoSchema))
  .handler(async (event) => {
    const acceptedAt = Date.now();
    const requestedAt = sentAt(event.headers['x-pushpull-sent-at']);
    const answer = await sharePhoto(event.input, { requestedAt, acceptedAt }, deps);
    return json(answer.status === 'delivered' ? 200 : 202, answer);
  });

function sentAt(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
