import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import middy from '@middy/core';
import * as z from 'zod';
import { s3 } from '../../shared/clients/s3.ts';
import { requiredEnv } from '../../shared/env.ts';
import { type HttpResult, httpErrors } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { findPhoto } from '../photo-lookup.ts';
import { findShare } from '../share-store.ts';
import { openShare } from './core.ts';

const querySchema = z.object({ share: z.string().min(1).max(128), token: z.string().min(1).max(128) });
const bucket = requiredEnv('PHOTOS_BUCKET_NAME');

/** Long enough to load the photo, too short to be passed on. */
const LIFETIME_S = 60;

/**
 * GET ?share=&token=: on to the photo itself, by a link of a minute. The time is Lambda's, of the request, and the link is signed for that
 * time: nothing here depends on this process's own clock.
 */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async ({ input, requestContext }) => {
    const key = await openShare(input.share, input.token, requestContext.timeEpoch, { findShare, findPhoto });
    const location = await getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: key }), {
      expiresIn: LIFETIME_S,
      signingDate: new Date(requestContext.timeEpoch),
    });
    return { statusCode: 302, headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' } };
  });
