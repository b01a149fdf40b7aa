import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteObjectsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPhoto } from '../../compare/photo.ts';
import { newTraceId } from '../../compare/photos-client.ts';
import { localFetch } from '../../targets/fetch.ts';
import { type DeployedApp, deployWithCdk } from './app.ts';
import type { Place } from './places.ts';

/** What the app promises, put to the test as its users see it, on whatever stack: the real `cdk` command, function processes, HTTP. */
export function appSuite(start: () => Promise<Place>): void {
  let app: DeployedApp;
  let photoId: string;

  beforeAll(async () => {
    app = await deployWithCdk(await start());
    photoId = await app.photos.upload(await readPhoto('photos/rocket.jpg'));
  }, 1_200_000);
  afterAll(() => app?.stop());

  let shares = 0;
  function share(mode: string, shareId = `test-${++shares}`) {
    return app.photos
      .share({ photoId, recipient: 'friend@example.com', mode, shareId, traceId: newTraceId(), sentAt: Date.now() })
      .then((answer) => ({ ...answer, shareId }));
  }

  /** Waits until it holds; real time, since real processes are at work. `hurry`: the stack's clock is moved meanwhile, where it can be. */
  async function eventually<T>(look: () => Promise<T | undefined | false>, what: string, hurry = false): Promise<T> {
    const { advance, patienceMs } = app.place;
    for (const deadline = Date.now() + patienceMs; ; await sleep(50)) {
      const found = await look();
      if (found) return found;
      if (Date.now() > deadline) throw new Error(`${what} did not come about within ${patienceMs} ms`);
      if (hurry) await advance?.(1_000);
    }
  }

  const mailsOf = (shareId: string) => app.thirdParties.email.list({ shareId });
  const mailOf = (shareId: string, hurry = false) => eventually(async () => (await mailsOf(shareId))[0], `the mail of ${shareId}`, hurry);
  const recordOf = async (shareId: string) =>
    (await (await localFetch(`${app.outputs.GetShareUrl}?shareId=${shareId}`)).json()) as {
      status: string;
      stamps: Record<string, number>;
    };

  describe('a photo shared', () => {
    test.each(['sync', 'async', 'push', 'pull'])('by %s: one mail, with a thumbnail and a link to the photo', async (mode) => {
      const { shareId, status } = await share(mode);
      expect(status).toBe(mode === 'sync' ? 200 : 202);
      const mail = await app.thirdParties.email.find((await mailOf(shareId)).id);
      expect(Buffer.from(mail.attachments[0]?.content ?? '', 'base64').subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
      const link = mail.text.match(/http\S+/)?.[0] ?? '';
      const photo = await localFetch(link);
      expect(photo.status).toBe(200);
      expect(Buffer.from(await photo.arrayBuffer()).equals(Buffer.from((await readPhoto('photos/rocket.jpg')).bytes))).toBe(true);
      const record = await eventually(async () => {
        const found = await recordOf(shareId);
        return found.status === 'delivered' && found;
      }, 'the delivery on the record');
      const { acceptedAt = 0, handedOverAt = 0, handledAt = 0, deliveredAt = 0 } = record.stamps;
      expect([acceptedAt, handedOverAt, handledAt, deliveredAt]).toEqual(
        [acceptedAt, handedOverAt, handledAt, deliveredAt].toSorted((a, b) => a - b),
      );
      expect(await mailsOf(shareId)).toHaveLength(1);
    });

    test.each(['async', 'push', 'pull'])(
      'by %s while the email service is down: sent once it is back, after the ladder has waited',
      async (mode) => {
        const { email } = app.thirdParties;
        const before = (await email.stats()).refusedDown;
        await email.setKnobs({ down: true });
        const { shareId, status } = await share(mode);
        expect(status).toBe(202);
        await eventually(async () => (await email.stats()).refusedDown > before, 'an attempt while the service is down');
        expect(await mailsOf(shareId)).toHaveLength(0);
        await email.setKnobs({ down: false });
        await mailOf(shareId, true);
        expect(await mailsOf(shareId)).toHaveLength(1);
      },
    );

    test('by sync while the email service is down: the caller is told', async () => {
      await app.thirdParties.email.setKnobs({ down: true });
      const { shareId, status } = await share('sync');
      await app.thirdParties.email.setKnobs({ down: false });
      expect(status).toBe(502);
      expect(await mailsOf(shareId)).toHaveLength(0);
      expect((await recordOf(shareId)).status).toBe('failed');
    });

    test('twice under one id: one mail', async () => {
      const { shareId } = await share('push', 'same-share');
      await mailOf(shareId);
      await share('push', 'same-share');
      await share('pull', 'same-share').then(({ status }) => expect(status).toBe(409));
      await sleep(500);
      expect(await mailsOf(shareId)).toHaveLength(1);
    });

    test('a link expires', async ({ skip }) => {
      const { advance } = app.place;
      if (!advance) return skip('a day takes a day here');
      const { shareId } = await share('sync');
      const link = (await mailOf(shareId)).text.match(/http\S+/)?.[0] ?? '';
      await advance(25 * 3600_000);
      const response = await localFetch(link);
      expect(response.status).toBe(410);
      expect(await response.json()).toMatchObject({ error: { code: 'LINK_EXPIRED' } });
    });
  });

  test.each([
    ['not JSON', '{', 400],
    ['an unknown mode', JSON.stringify({ photoId: 'x', recipient: 'a@example.com', mode: 'pigeon' }), 400],
    ['an unknown photo', JSON.stringify({ photoId: 'none', recipient: 'a@example.com', mode: 'push' }), 404],
  ])('share-photo refuses %s with a clear error', async (_, body, status) => {
    const response = await localFetch(app.outputs.SharePhotoUrl as string, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
  });

  test('a file that is not an image is refused', async () => {
    const response = await localFetch(app.outputs.UploadPhotoUrl as string, {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body: 'not an image',
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });

  test('cdk deploy again says that nothing changed, and cdk destroy leaves nothing', async () => {
    const s3 = new S3Client({
      endpoint: app.place.endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const again = await app.cdk('deploy', 'PushpullPhotos', '--require-approval', 'never');
    expect(again.code, again.output).toBe(0);
    expect(again.output.match(/no changes/g)).toHaveLength(2);
    // as on AWS, a bucket with something in it is not deleted
    const Bucket = app.outputs.PhotosBucketName;
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })) } }));
    const gone = await app.cdk('destroy', '--all', '--force');
    expect(gone.code, gone.output).toBe(0);
  });
}
