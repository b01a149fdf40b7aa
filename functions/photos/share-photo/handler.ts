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
 * A day, longer than any retry ladder goes on. On AWS a link signed with a role's credentials ends with them, which can be hours earlier.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
 */
const THUMBNAIL_LIFETIME_S = 24 * 3600;

const bucket = requiredEnv('PHOTOS_BUCKET_NAME');
const openShareUrl = requiredEnv('OPEN_SHARE_URL');

const deps: SharePhotoDeps = {
  findPhoto,
  beginShare,
  settleShare,
  handOver,
  link: (share, token) => `${openShareUrl}?${new URLSearchParams({ share, token })}`,
  signedUrl: (key) => getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: key }), { expiresIn: THUMBNAIL_LIFETIME_S }),
  log: logHop,
  now: Date.now,
};

/** POST {photoId, recipient, mode, shareId?, linkLifetimeS?}: 200 when the mail is sent already, 202 when it is on its way. */
export const handler = middy<WithInput<SharePhotoInput>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateBody(sharePhotoSchema))
  .handler(async (event) => {
    const acceptedAt = Date.now();
    const requestedAt = sentAt(event.headers['x-pushpull-sent-at']);
    const answer = await sharePhoto(event.input, { requestedAt, acceptedAt }, event.requestContext.timeEpoch, deps);
    return json(answer.status === 'requested' ? 202 : 200, answer);
  });

function sentAt(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
