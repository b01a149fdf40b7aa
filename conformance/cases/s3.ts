import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { casesOf } from '../case.ts';
import type { Context } from '../context.ts';
import { s3Api, s3Doc } from '../docs.ts';
import { TELLS } from '../make/functions.ts';

/** A bucket that is emptied and removed after the case. */
async function createBucket({ clients: { s3 }, name, cleanup }: Context): Promise<string> {
  const Bucket = name('bucket');
  await s3.createBucket({ Bucket });
  cleanup(async () => {
    const { Contents = [] } = await s3.listObjectsV2({ Bucket });
    for (const { Key } of Contents) await s3.deleteObject({ Bucket, Key });
    await s3.deleteBucket({ Bucket });
  });
  return Bucket;
}

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');

export const s3 = casesOf('s3', [
  {
    name: 'put-get',
    says: 'An object comes back with its bytes, type, metadata and an ETag that is its MD5',
    doc: s3Api('API_PutObject'),
    async run(context) {
      const { s3 } = context.clients;
      const Bucket = await createBucket(context);
      const Body = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]);
      const Key = 'photos/Chelsea & co (1).png';
      const put = await s3.putObject({ Bucket, Key, Body, ContentType: 'image/png', Metadata: { owner: 'ada' } });
      assert.equal(put.ETag, `"${md5(Body)}"`);
      const got = await s3.getObject({ Bucket, Key });
      assert.deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), Body);
      assert.equal(got.ContentType, 'image/png');
      assert.deepEqual(got.Metadata, { owner: 'ada' });
      assert.equal(got.ContentLength, 6);
      assert.equal(got.ETag, put.ETag);
    },
  },
  {
    name: 'range',
    says: 'A range of an object is 206 with its part of the whole',
    doc: s3Api('API_GetObject'),
    async run(context) {
      const { s3 } = context.clients;
      const Bucket = await createBucket(context);
      await s3.putObject({ Bucket, Key: 'k', Body: '0123456789' });
      const got = await s3.getObject({ Bucket, Key: 'k', Range: 'bytes=2-4' });
      assert.equal(got.$metadata.httpStatusCode, 206);
      assert.equal(got.ContentRange, 'bytes 2-4/10');
      assert.equal(await got.Body?.transformToString(), '234');
    },
  },
  {
    name: 'missing',
    says: 'A missing key is NoSuchKey, a missing bucket NoSuchBucket (404)',
    doc: s3Api('ErrorResponses'),
    async run(context) {
      const { s3 } = context.clients;
      const Bucket = await createBucket(context);
      await assert.rejects(s3.getObject({ Bucket, Key: 'nothing' }), { name: 'NoSuchKey' });
      await assert.rejects(s3.getObject({ Bucket: context.name('nobody'), Key: 'k' }), { name: 'NoSuchBucket' });
    },
  },
  {
    name: 'presigned',
    says: 'A presigned link gets, and another one puts, without credentials',
    doc: s3Doc('using-presigned-url'),
    async run(context) {
      const { s3 } = context.clients;
      const Bucket = await createBucket(context);
      const putUrl = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'up', ContentType: 'text/plain' }), { expiresIn: 60 });
      const put = await context.http(putUrl, { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: 'from a browser' });
      assert.equal(put.status, 200, put.text);
      const getUrl = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'up' }), { expiresIn: 60 });
      const got = await context.http(getUrl);
      assert.equal(got.status, 200, got.text);
      assert.equal(got.text, 'from a browser');
    },
  },
  {
    name: 'presigned-changed',
    says: 'A presigned link whose signature does not fit is refused: 403',
    doc: s3Api('sigv4-query-string-auth'),
    async run(context) {
      const { s3 } = context.clients;
      const Bucket = await createBucket(context);
      await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
      const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'k' }), { expiresIn: 60 });
      assert.equal((await context.http(url)).status, 200);
      assert.equal((await context.http(url.replace(/X-Amz-Signature=[0-9a-f]{8}/, 'X-Amz-Signature=00000000'))).status, 403);
    },
  },
  {
    name: 'presigned-expired',
    says: 'A presigned link is refused after it expires: 403',
    doc: s3Doc('using-presigned-url'),
    async run(context) {
      const { s3 } = context.clients;
      const Bucket = await createBucket(context);
      await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
      const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'k' }), { expiresIn: 1 });
      await sleep(2500);
      assert.equal((await context.http(url)).status, 403);
    },
  },
  {
    name: 'notification',
    says: 'A new object whose key has the prefix and suffix invokes the function: an s3 record with bucket, key, size and ETag',
    doc: s3Doc('notification-content-structure'),
    async run(context) {
      const { createFunction, allow, saw, target, clients } = context;
      const Bucket = await createBucket(context);
      const { name, arn } = await createFunction(TELLS);
      await allow(name, 's3', `arn:aws:s3:::${Bucket}`);
      const Filter = {
        Key: {
          FilterRules: [
            { Name: 'prefix' as const, Value: 'in/' },
            { Name: 'suffix' as const, Value: '.png' },
          ],
        },
      };
      await clients.s3.putBucketNotificationConfiguration({
        Bucket,
        NotificationConfiguration: { LambdaFunctionConfigurations: [{ LambdaFunctionArn: arn, Events: ['s3:ObjectCreated:*'], Filter }] },
      });
      for (const Key of ['out/a.png', 'in/a.txt', 'in/a photo.png']) await clients.s3.putObject({ Bucket, Key, Body: 'bytes' });
      const events = (await saw(name, 1)).filter((event) => event.Records);
      const [record, ...more] = events.flatMap(({ Records }) => Records);
      assert.deepEqual(more, []);
      assert.equal(record.eventSource, 'aws:s3');
      assert.equal(record.eventName, 'ObjectCreated:Put');
      assert.equal(record.awsRegion, target.region);
      assert.equal(record.s3.s3SchemaVersion, '1.0');
      assert.equal(record.s3.bucket.name, Bucket);
      assert.equal(record.s3.bucket.arn, `arn:aws:s3:::${Bucket}`);
      assert.equal(record.s3.object.key, 'in/a+photo.png');
      assert.equal(record.s3.object.size, 5);
      assert.equal(record.s3.object.eTag, md5(Buffer.from('bytes')));
    },
  },
  {
    name: 'notification-queue',
    says: 'A removed object is told to a queue that listens for s3:ObjectRemoved:*',
    doc: s3Doc('EventNotifications'),
    async run(context) {
      const { createQueue, receive, until, clients } = context;
      const Bucket = await createBucket(context);
      const queue = await createQueue();
      await clients.s3.putBucketNotificationConfiguration({
        Bucket,
        NotificationConfiguration: { QueueConfigurations: [{ QueueArn: queue.arn, Events: ['s3:ObjectRemoved:*'] }] },
      });
      await clients.s3.putObject({ Bucket, Key: 'k', Body: 'x' });
      await clients.s3.deleteObject({ Bucket, Key: 'k' });
      const record = await until('the record', async () => {
        // the queue also gets a test event when the configuration is put
        const bodies = (await receive(queue, { WaitTimeSeconds: 1 })).map(({ Body = '' }) => JSON.parse(Body));
        return bodies.flatMap(({ Records = [] }) => Records)[0];
      });
      assert.equal(record.eventName, 'ObjectRemoved:Delete');
      assert.equal(record.s3.object.key, 'k');
    },
  },
  {
    name: 'multipart',
    says: 'Parts become one object, whose ETag is the MD5 of the MD5s of the parts and their number',
    doc: s3Doc('mpuoverview'),
    async run(context) {
      const { s3 } = context.clients;
      const Bucket = await createBucket(context);
      const parts = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('the end')];
      const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'big' });
      const Parts = [];
      for (const [index, Body] of parts.entries()) {
        const PartNumber = index + 1;
        const { ETag } = await s3.uploadPart({ Bucket, Key: 'big', UploadId, PartNumber, Body });
        assert.equal(ETag, `"${md5(Body)}"`);
        Parts.push({ PartNumber, ETag });
      }
      const { ETag } = await s3.completeMultipartUpload({ Bucket, Key: 'big', UploadId, MultipartUpload: { Parts } });
      const digests = parts.map((part) => createHash('md5').update(part).digest());
      assert.equal(ETag, `"${md5(Buffer.concat(digests))}-2"`);
      const { ContentLength } = await s3.headObject({ Bucket, Key: 'big' });
      assert.equal(ContentLength, 5 * 1024 * 1024 + 7);
    },
  },
  {
    name: 'checksum',
    says: 'A wrong checksum is refused and nothing is stored; a right one is kept and shown',
    doc: s3Doc('checking-object-integrity'),
    async run(context) {
      const { s3 } = context.clients;
      const Bucket = await createBucket(context);
      const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
      await assert.rejects(s3.putObject({ Bucket, Key: 'k', Body: 'right', ChecksumSHA256: sha256('wrong') }), (error: Error) => {
        assert.match(error.name, /^(BadDigest|InvalidRequest|XAmzContentSHA256Mismatch|XAmzContentChecksumMismatch)$/);
        return true;
      });
      await assert.rejects(s3.headObject({ Bucket, Key: 'k' }), { name: 'NotFound' });
      await s3.putObject({ Bucket, Key: 'k', Body: 'right', ChecksumSHA256: sha256('right') });
      const { ChecksumSHA256 } = await s3.headObject({ Bucket, Key: 'k', ChecksumMode: 'ENABLED' });
      assert.equal(ChecksumSHA256, sha256('right'));
    },
  },
  {
    name: 'if-none-match',
    says: 'A put with If-None-Match: * onto an existing key is refused: PreconditionFailed (412)',
    doc: s3Doc('conditional-writes'),
    async run(context) {
      const { s3 } = context.clients;
      const Bucket = await createBucket(context);
      const put = (Body: string) => s3.putObject({ Bucket, Key: 'once', Body, IfNoneMatch: '*' });
      await put('first');
      await assert.rejects(put('second'), { name: 'PreconditionFailed' });
      assert.equal(await (await s3.getObject({ Bucket, Key: 'once' })).Body?.transformToString(), 'first');
    },
  },
  {
    name: 'list',
    says: 'ListObjectsV2 answers in the order of keys, by prefix and delimiter, page by page',
    doc: s3Api('API_ListObjectsV2'),
    async run(context) {
      const { s3 } = context.clients;
      const Bucket = await createBucket(context);
      for (const Key of ['b', 'a/2', 'a/1', 'c/3']) await s3.putObject({ Bucket, Key, Body: Key });
      const folders = await s3.listObjectsV2({ Bucket, Delimiter: '/' });
      assert.deepEqual(
        folders.CommonPrefixes?.map(({ Prefix }) => Prefix),
        ['a/', 'c/'],
      );
      assert.deepEqual(
        folders.Contents?.map(({ Key }) => Key),
        ['b'],
      );
      const first = await s3.listObjectsV2({ Bucket, MaxKeys: 3 });
      assert.deepEqual(
        first.Contents?.map(({ Key }) => Key),
        ['a/1', 'a/2', 'b'],
      );
      assert.equal(first.IsTruncated, true);
      const rest = await s3.listObjectsV2({ Bucket, ContinuationToken: first.NextContinuationToken });
      assert.deepEqual(
        rest.Contents?.map(({ Key }) => Key),
        ['c/3'],
      );
    },
  },
  {
    name: 'bucket-not-empty',
    says: 'A bucket with objects cannot be deleted: BucketNotEmpty (409)',
    doc: s3Api('API_DeleteBucket'),
    async run(context) {
      const { s3 } = context.clients;
      const Bucket = await createBucket(context);
      await s3.putObject({ Bucket, Key: 'k', Body: 'x' });
      await assert.rejects(s3.deleteBucket({ Bucket }), { name: 'BucketNotEmpty' });
    },
  },
]);
