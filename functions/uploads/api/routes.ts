import { HttpError } from '../../shared/errors.ts';
import { type HttpEvent, type HttpResult, json } from '../../shared/middleware/http.ts';
import { parseBody } from '../../shared/middleware/validate.ts';
import { assembleByQueue as assemble } from '../assemble-queue.ts';
import { beginDirect, partLink, readLinks } from '../links.ts';
import type { Upload } from '../upload.ts';
import { uploadBucket as bucket } from '../upload-bucket.ts';
import { uploadStore as store } from '../upload-store.ts';
import { begin, beginSchema } from './begin.ts';
import { complete, presentParts } from './complete.ts';
import { contentDigest } from './content-digest.ts';
import { linksSchema, partLinks } from './part-links.ts';
import { putPart } from './put-part.ts';
import { show } from './show.ts';

type Route = [method: string, path: RegExp, answer: (event: HttpEvent, uploadId: string, n: number) => Promise<HttpResult>];

/** The protocol of docs/systems/upload.md, a line a request. */
export const ROUTES: Route[] = [
  [
    'POST',
    /^\/$/,
    async (event) => {
      const upload = await begin(parseBody(beginSchema, event), { store, beginDirect, now: Date.now });
      return json(201, show(upload, []));
    },
  ],
  ['GET', /^\/([\w-]+)$/, async (_, uploadId) => json(200, await shown(await found(uploadId)))],
  [
    'PUT',
    /^\/([\w-]+)\/parts\/(\d{1,5})$/,
    async (event, uploadId, n) => {
      const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
      const { repeated, ...part } = await putPart(await found(uploadId), n, bytes, contentDigest(event.headers['content-digest']), {
        ...{ store, bucket },
      });
      return json(repeated ? 200 : 201, { ...part, repeated });
    },
  ],
  [
    'POST',
    /^\/([\w-]+)\/links$/,
    async (event, uploadId) => json(200, { links: await partLinks(await found(uploadId), parseBody(linksSchema, event), partLink) }),
  ],
  [
    'POST',
    /^\/([\w-]+)\/complete$/,
    async (_, uploadId) => {
      await complete(await found(uploadId), { store, bucket, assemble });
      return json(202, await shown(await found(uploadId)));
    },
  ],
];

async function found(uploadId: string): Promise<Upload> {
  const upload = await store.find(uploadId);
  if (upload === undefined) throw new HttpError(404, 'NO_SUCH_UPLOAD', 'There is no upload of this id.');
  return upload;
}

async function shown(upload: Upload) {
  const parts = upload.state === 'open' ? await presentParts(upload, { store, bucket }) : [];
  return show(upload, parts, upload.state === 'ready' ? await readLinks(upload.uploadId) : {});
}
