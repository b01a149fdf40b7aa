import { EventBridge } from '@aws-sdk/client-eventbridge';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketTaggingCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  ListPartsCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator.ts';

const Bucket = 'photos-test';
let emulator: Emulator;
let s3: S3Client;

const options = (accessKeyId = 'test') => ({
  endpoint: emulator.endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId, secretAccessKey: 'x' },
  maxAttempts: 1,
});

beforeEach(async () => {
  emulator = await startEmulator({ port: 0 });
  s3 = new S3Client({ ...options(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
});

afterEach(() => emulator.stop());

const nameOf = (sent: Promise<unknown>) =>
  sent.then(
    () => 'it succeeded',
    (error) => error.name,
  );

test('a bucket has one owner, a region and a name', async () => {
  const other = new S3Client({ ...options('111122223333'), forcePathStyle: true });
  expect(await nameOf(s3.send(new CreateBucketCommand({ Bucket })))).toBe('BucketAlreadyOwnedByYou');
  expect(await nameOf(other.send(new CreateBucketCommand({ Bucket })))).toBe('BucketAlreadyExists');
  expect(await nameOf(s3.send(new CreateBucketCommand({ Bucket: 'Wrong_Name' })))).toBe('InvalidBucketName');
  expect((await s3.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe('eu-west-1');
  expect((await s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('eu-west-1');
  expect((await s3.send(new ListBucketsCommand({}))).Buckets?.map((bucket) => bucket.Name)).toEqual([Bucket]);
  expect((await other.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  await s3.send(new DeleteBucketCommand({ Bucket }));
  expect(await nameOf(s3.send(new HeadBucketCommand({ Bucket })))).toBe('NotFound');
});

test('configurations are kept, given back and taken away', async () => {
  const policy = (Principal: unknown) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: '*' }] });
  expect(await nameOf(s3.send(new GetBucketPolicyCommand({ Bucket })))).toBe('NoSuchBucketPolicy');
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy('*') }));
  expect((await s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic).toBe(true);
  expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(policy('*'));
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  expect(
    (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules?.[0]
      ?.ApplyServerSideEncryptionByDefault,
  ).toEqual({ SSEAlgorithm: 'AES256' });
  expect((await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration?.BlockPublicAcls).toBe(true);
  const Rules = [
    { ID: 'old', Status: 'Enabled' as const, Filter: { Prefix: 'tmp/' }, Expiration: { Date: new Date('2030-01-01T00:00:00Z') } },
  ];
  const put = await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  expect(put.TransitionDefaultMinimumObjectSize).toBe('all_storage_classes_128K');
  expect(await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).toMatchObject({
    Rules,
    TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
  });
  const TransitionDefaultMinimumObjectSize = 'varies_by_storage_class';
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules }, TransitionDefaultMinimumObjectSize }),
  );
  expect(await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).toMatchObject({ TransitionDefaultMinimumObjectSize });
  expect(await nameOf(s3.send(new GetBucketTaggingCommand({ Bucket })))).toBe('NoSuchTagSet');
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }));
  expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual([{ Key: 'a', Value: 'b' }]);
  const website = s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } }));
  await expect(website).rejects.toThrow('does not support s3:PutBucketWebsite');
});

test('an upload in parts becomes one object', async () => {
  const { UploadId } = await s3.send(
    new CreateMultipartUploadCommand({ Bucket, Key: 'big', ContentType: 'image/jpeg', ChecksumAlgorithm: 'SHA256' }),
  );
  const first = Buffer.alloc(5 * 1024 ** 2, 1);
  const upload = async (PartNumber: number, Body: Uint8Array) => ({
    ...(await s3.send(new UploadPartCommand({ Bucket, Key: 'big', UploadId, PartNumber, Body, ChecksumAlgorithm: 'SHA256' }))),
    PartNumber,
  });
  const parts = [await upload(1, first), await upload(2, Buffer.from('end'))].map(({ ETag, PartNumber, ChecksumSHA256 }) => ({
    ETag,
    PartNumber,
    ChecksumSHA256,
  }));
  expect((await s3.send(new ListPartsCommand({ Bucket, Key: 'big', UploadId }))).Parts?.map((part) => part.Size)).toEqual([
    first.length,
    3,
  ]);
  expect((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.map((one) => one.Key)).toEqual(['big']);
  const complete = (Parts: typeof parts) =>
    s3.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'big', UploadId, MultipartUpload: { Parts } }));
  expect(await nameOf(complete([...parts].reverse()))).toBe('InvalidPartOrder');
  expect(await nameOf(complete([{ ...parts[0], ETag: '"0"', PartNumber: 1, ChecksumSHA256: undefined }]))).toBe('InvalidPart');
  const done = await complete(parts);
  expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
  expect(done.ChecksumSHA256).toMatch(/-2$/);
  const read = await s3.send(new GetObjectCommand({ Bucket, Key: 'big' }));
  expect(read.ContentType).toBe('image/jpeg');
  expect(Buffer.from((await read.Body?.transformToByteArray()) ?? []).equals(Buffer.concat([first, Buffer.from('end')]))).toBe(true);
  const second = await s3.send(new GetObjectCommand({ Bucket, Key: 'big', PartNumber: 2 }));
  expect([await second.Body?.transformToString(), second.PartsCount]).toEqual(['end', 2]);
  expect(await nameOf(complete(parts))).toBe('NoSuchUpload');
});

test('ListParts names the last part on the last page too, as S3 does, and 0 where there is none', async () => {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'pages' }));
  const upload = { Bucket, Key: 'pages', UploadId };
  for (const PartNumber of [1, 2]) await s3.send(new UploadPartCommand({ ...upload, PartNumber, Body: 'part' }));
  const page = async (PartNumberMarker?: string, MaxParts?: number) => {
    const {
      IsTruncated,
      NextPartNumberMarker,
      Parts = [],
    } = await s3.send(new ListPartsCommand({ ...upload, PartNumberMarker, MaxParts }));
    return [IsTruncated, NextPartNumberMarker, Parts.length];
  };
  expect([await page(), await page(undefined, 1), await page('1', 1), await page('10')]).toEqual([
    [false, '2', 2],
    [true, '1', 1],
    [false, '2', 1],
    [false, '0', 0],
  ]);
});

test('ListMultipartUploads and ListObjectVersions are read page by page to their end', async () => {
  for (const Key of ['a', 'b', 'c']) {
    await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  }
  const uploads: unknown[] = [];
  for (let KeyMarker: string | undefined, UploadIdMarker: string | undefined, more = true; more; ) {
    const page = await s3.send(new ListMultipartUploadsCommand({ Bucket, MaxUploads: 2, KeyMarker, UploadIdMarker }));
    uploads.push(page.Uploads?.map(({ Key }) => Key));
    more = page.IsTruncated === true;
    [KeyMarker, UploadIdMarker] = [page.NextKeyMarker, page.NextUploadIdMarker];
  }
  expect(uploads).toEqual([['a', 'b'], ['c']]);
  const first = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2 }));
  expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: 'b', NextVersionIdMarker: 'null' });
  const { IsTruncated, Versions, NextKeyMarker, NextVersionIdMarker } = await s3.send(
    new ListObjectVersionsCommand({ Bucket, KeyMarker: first.NextKeyMarker, VersionIdMarker: first.NextVersionIdMarker }),
  );
  expect([IsTruncated, Versions?.map(({ Key }) => Key), NextKeyMarker, NextVersionIdMarker]).toEqual([false, ['c'], undefined, undefined]);
});

test('parts can be copied, and an upload given up', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '0123456789' }));
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'b' }));
  const { CopyPartResult } = await s3.send(
    new UploadPartCopyCommand({ Bucket, Key: 'b', UploadId, PartNumber: 1, CopySource: `${Bucket}/a`, CopySourceRange: 'bytes=2-4' }),
  );
  await s3.send(
    new CompleteMultipartUploadCommand({
      Bucket,
      Key: 'b',
      UploadId,
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: CopyPartResult?.ETag }] },
    }),
  );
  expect(await (await s3.send(new GetObjectCommand({ Bucket, Key: 'b' }))).Body?.transformToString()).toBe('234');
  const other = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'c' }));
  await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'c', UploadId: other.UploadId }));
  expect((await s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? []).toEqual([]);
});

test('browsers are answered by the CORS rules', async () => {
  const CORSRules = [
    {
      AllowedOrigins: ['http://*.example.com'],
      AllowedMethods: ['GET', 'PUT'],
      AllowedHeaders: ['x-amz-*'],
      ExposeHeaders: ['ETag'],
      MaxAgeSeconds: 60,
    },
  ];
  await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
  const url = `${emulator.endpoint}/${Bucket}/a`;
  const ask = (origin: string, headers: string) =>
    fetch(url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': headers },
    });
  const allowed = await ask('http://app.example.com', 'X-Amz-Date');
  expect([allowed.status, allowed.headers.get('access-control-allow-origin'), allowed.headers.get('access-control-max-age')]).toEqual([
    200,
    'http://app.example.com',
    '60',
  ]);
  expect((await ask('http://app.example.com', 'authorization')).status).toBe(403);
  expect((await ask('http://evil.test', 'x-amz-date')).status).toBe(403);
  const read = await fetch(url, { headers: { origin: 'http://app.example.com' } });
  expect(read.headers.get('access-control-expose-headers')).toBe('ETag');
});

test('a queue hears of the objects that it asked for', async () => {
  const sqs = new SQSClient(options());
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'uploads' }));
  const rule = {
    QueueArn: 'arn:aws:sqs:eu-west-1:000000000000:uploads',
    Events: ['s3:ObjectCreated:*' as const],
    Filter: {
      Key: {
        FilterRules: [
          { Name: 'prefix' as const, Value: 'in/' },
          { Name: 'suffix' as const, Value: '.jpg' },
        ],
      },
    },
  };
  const configure = (QueueArn: string) =>
    s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { QueueConfigurations: [{ ...rule, QueueArn }] },
      }),
    );
  expect(await nameOf(configure('arn:aws:sqs:eu-west-1:000000000000:none'))).toBe('InvalidArgument');
  await configure(rule.QueueArn);
  expect((await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).QueueConfigurations).toMatchObject([rule]);
  const receive = async () =>
    JSON.parse(
      (await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2, VisibilityTimeout: 600 }))).Messages?.[0]?.Body ?? '{}',
    );
  expect(await receive()).toMatchObject({ Event: 's3:TestEvent', Bucket });
  for (const Key of ['out/a.jpg', 'in/a.png', 'in/a b.jpg']) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  const hop = await emulator.events.waitFor((hop) => hop.type === 's3.notified');
  expect(hop).toMatchObject({ resource: `arn:aws:s3:::${Bucket}`, detail: { key: 'in/a b.jpg', target: rule.QueueArn } });
  const { Records } = await receive();
  expect(Records).toMatchObject([
    {
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      awsRegion: 'eu-west-1',
      s3: { bucket: { name: Bucket }, object: { key: 'in/a+b.jpg', size: 1 } },
    },
  ]);
});

test('the default event bus hears of every object of a bucket that wants it', async () => {
  const sqs = new SQSClient(options());
  const events = new EventBridge(options());
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'bus' }));
  await events.putRule({ Name: 'objects', EventPattern: JSON.stringify({ source: ['aws.s3'], detail: { bucket: { name: [Bucket] } } }) });
  await events.putTargets({ Rule: 'objects', Targets: [{ Id: 'q', Arn: 'arn:aws:sqs:eu-west-1:000000000000:bus' }] });
  const NotificationConfiguration = { EventBridgeConfiguration: {} };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  expect((await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).EventBridgeConfiguration).toEqual({});
  const receive = async () =>
    JSON.parse(
      (await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2, VisibilityTimeout: 600 }))).Messages?.[0]?.Body ?? '{}',
    );
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a b.jpg', Body: 'xy' }));
  expect(await receive()).toMatchObject({
    source: 'aws.s3',
    'detail-type': 'Object Created',
    resources: [`arn:aws:s3:::${Bucket}`],
    detail: { object: { key: 'a b.jpg', size: 2 }, reason: 'PutObject' },
  });
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a b.jpg' }));
  expect(await receive()).toMatchObject({
    'detail-type': 'Object Deleted',
    detail: { object: { key: 'a b.jpg' }, reason: 'DeleteObject', 'deletion-type': 'Permanently Deleted' },
  });
  events.destroy();
});
