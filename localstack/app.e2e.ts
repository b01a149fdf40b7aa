import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MODES } from '../compare/modes.ts';
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

test.each(MODES.map(({ name }) => name))(
  'a photo is shared by %s: the mail arrives with its thumbnail, and Photos is told',
  async (mode) => {
    const shareId = `e2e-${mode}`;
    const answer = await photos.share({
      photoId,
      recipient: 'ada@example.com',
      mode,
      shareId,
      traceId: newTraceId(),
      sentAt: Date.now(),
    });
    expect(answer).toMatchObject({ status: mode === 'sync' ? 200 : 202 });
    const { id } = await until(async () => (await thirdParties.email.list()).find((mail) => mail.shareId === shareId));
    const mail = await thirdParties.email.find(id);
    expect(mail.attachments).toHaveLength(1);
    const stamps = await until(async () => {
      const found = (await photos.stamps(shareId)).get(shareId);
      return found?.deliveredAt ? found : undefined;
    });
    expect(stamps.handledAt).toBeGreaterThanOrEqual(stamps.requestedAt as number);
    expect((await thirdParties.email.list()).filter((each) => each.shareId === shareId)).toHaveLength(1);
  },
);

test('the log of a function has its START, END and REPORT lines', async () => {
  const logs = new CloudWatchLogsClient({ endpoint: target.endpoint, region: target.region, credentials: target.credentials });
  const logGroupName = `/aws/lambda/${outputs.SharePhotoName}`;
  const lines = await until(async () => {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    const messages = events.map(({ message = '' }) => message);
    return messages.some((message) => message.startsWith('REPORT') || message.includes('platform.report')) ? messages : undefined;
  });
  expect(lines.join('')).toMatch(/START RequestId|platform\.start/);
});

test('a function whose process is killed is started again', async () => {
  expect(await target.killFunction?.('SharePhoto')).toBe(true);
  const share = { photoId, recipient: 'ada@example.com', mode: 'async', shareId: 'e2e-killed', traceId: newTraceId(), sentAt: Date.now() };
  expect(await photos.share(share)).toMatchObject({ status: 202 });
});
