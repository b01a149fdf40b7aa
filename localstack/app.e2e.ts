import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPhoto } from '../compare/photo.ts';
import { newTraceId, type PhotosClient, photosClient } from '../compare/photos-client.ts';
import { type LocalstackTarget, localstackTarget } from '../targets/localstack.ts';
import { startThirdParties, type ThirdPartiesServer } from '../third-party/server.ts';
import { cdkDeploy } from './deploy.ts';

let target: LocalstackTarget;
let thirdParties: ThirdPartiesServer;
let outputs: Record<string, string>;
let photos: PhotosClient;
let photoId: string;

beforeAll(async () => {
  thirdParties = await startThirdParties();
  target = await localstackTarget({ port: 0 });
  const { endpoint, region, account } = target;
  outputs = await cdkDeploy({ endpoint, region, account, thirdPartyUrl: thirdParties.url });
  photos = photosClient(outputs, target);
  photoId = await photos.upload(await readPhoto('photos/chelsea.png'));
});
afterAll(async () => {
  await target?.stop();
  await thirdParties?.stop();
});

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(200);
  }
}

const share = (shareId: string) =>
  photos.share({ photoId, recipient: 'ada@example.com', mode: 'async', shareId, traceId: newTraceId(), sentAt: Date.now() });

test('the log of a function has its START, END and REPORT lines', async () => {
  await share('e2e-logged');
  const logs = new CloudWatchLogsClient({ endpoint: target.endpoint, region: target.region, credentials: target.credentials });
  const logGroupName = `/aws/lambda/${outputs.SharePhotoName}`;
  const lines = await until(async () => {
    const page = await logs.send(new FilterLogEventsCommand({ logGroupName })).catch((error: Error) => {
      // LocalStack makes the group with the first lines, a moment after the function has answered
      if (error.name === 'ResourceNotFoundException') return undefined;
      throw error;
    });
    const messages = (page?.events ?? []).map(({ message = '' }) => message);
    return messages.some((message) => message.startsWith('REPORT') || message.includes('platform.report')) ? messages : undefined;
  });
  expect(lines.join('')).toMatch(/START RequestId|platform\.start/);
});

test('a function whose process is killed is started again', async () => {
  expect(await target.killFunction?.('SharePhoto')).toBe(true);
  const { status, error } = await share('e2e-killed');
  expect(status, error).toBe(202);
});
