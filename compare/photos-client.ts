import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { localFetch } from '../targets/fetch.ts';
import type { Target } from '../targets/target.ts';
import type { Outputs } from './deploy.ts';
import { EXIT, UserError } from './errors.ts';
import type { Photo } from './photo.ts';
import type { Stamps } from './rows.ts';

/** An answer that takes longer is none: longer than any function of the app may run. */
const ANSWER_TIMEOUT_MS = 35_000;

export interface ShareAnswer {
  status: number;
  messageId?: string;
  error?: string;
}

/** Photos as its callers see it: over its function URLs, and its table for the stamps. */
export interface PhotosClient {
  upload(photo: Photo): Promise<string>;
  share(share: {
    photoId: string;
    recipient: string;
    mode: string;
    shareId: string;
    traceId: string;
    sentAt: number;
    /** Gives up waiting for the answer. */
    signal?: AbortSignal;
  }): Promise<ShareAnswer>;
  /** The stamps of all shares whose id begins so. */
  stamps(prefix: string): Promise<Map<string, Stamps>>;
}

/** A trace id as AWS makes them: https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html */
export const newTraceId = () => `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;

/** The output of that name, whatever the stack's prefix; a clear error where the app has none. */
export function output(outputs: Outputs, name: string): string {
  const value = outputs[name];
  if (!value) throw new UserError(`The deployed app has no output ${name}; it has ${Object.keys(outputs).join(', ') || 'none'}.`, 1);
  return value;
}

/** `call` is `signedFetch` where the URLs take signed requests alone. */
export function photosClient(
  outputs: Outputs,
  target: Pick<Target, 'endpoint' | 'region' | 'credentials'>,
  call: typeof fetch = localFetch,
): PhotosClient {
  const table = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: target.endpoint, region: target.region, credentials: target.credentials }),
  );
  return {
    async upload(photo) {
      const response = await call(output(outputs, 'UploadPhotoUrl'), {
        method: 'POST',
        headers: { 'content-type': photo.contentType },
        body: Buffer.from(photo.bytes),
        signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      });
      const text = await response.text();
      if (!response.ok) {
        // what only decoding shows: a file that begins like an image and isn't one, or has too many pixels
        const exitCode = response.status === 413 || response.status === 415 ? EXIT.photo : EXIT.failed;
        throw new UserError(`The upload of ${photo.name} was refused (HTTP ${response.status}): ${text}`, exitCode);
      }
      return JSON.parse(text).photoId;
    },
    async share({ traceId, sentAt, signal, ...share }) {
      try {
        const response = await call(output(outputs, 'SharePhotoUrl'), {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-amzn-trace-id': `Root=${traceId};Sampled=1`,
            'x-pushpull-sent-at': String(Math.round(sentAt)),
          },
          body: JSON.stringify(share),
          signal: signal ? AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]) : AbortSignal.timeout(ANSWER_TIMEOUT_MS),
        });
        const text = await response.text();
        if (!response.ok) return { status: response.status, error: text.slice(0, 500) };
        return { status: response.status, messageId: JSON.parse(text).messageId };
      } catch (error) {
        return { status: 0, error: (error as Error).message };
      }
    },
    async stamps(prefix) {
      const found = new Map<string, Stamps>();
      const pages = paginateScan(
        { client: table },
        {
          TableName: output(outputs, 'PhotosTableName'),
          FilterExpression: 'begins_with(shareId, :prefix)',
          ExpressionAttributeValues: { ':prefix': prefix },
        },
      );
      for await (const page of pages) for (const item of page.Items ?? []) found.set(item.shareId, item.stamps);
      return found;
    },
  };
}
