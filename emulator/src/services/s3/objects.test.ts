import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator.ts';

const Bucket = 'photos-test';
let emulator: Emulator;
let s3: S3Client;

beforeEach(async () => {
  emulator = await startEmulator({ port: 0 });
  s3 = new S3Client({
    endpoint: emulator.endpoint,
    region: 'eu-west-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  await s3.send(new CreateBucketCommand({ Bucket }));
});

afterEach(() => emulator.stop());

const put = (Key: string, Body: PutObjectCommandInput['Body'] = Key, more: Partial<PutObjectCommandInput> = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Key: string, more: object = {}) => {
  const output = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...output, text: await output.Body?.transformToString() };
};
const failure = async (sent: Promise<unknown>) => {
  const error = await sent.then(
    () => new Error('it succeeded'),
    (error) => error,
  );
  return [error.name, error.$metadata?.httpStatusCode];
};

test('an object comes back with its bytes, attributes and checksum', async () => {
  const written = await put('a/ü +&%.txt', 'hello', {
    ContentType: 'text/plain',
    CacheControl: 'no-cache',
    Metadata: { Share: '7' },
    Tagging: 'kind=test',
  });
  expect(written).toMatchObject({ ETag: '"5d41402abc4b2a76b9719d911017c592"', ChecksumCRC32: 'NhCmhg==', ServerSideEncryption: 'AES256' });
  const read = await get('a/ü +&%.txt');
  expect(read).toMatchObject({
    text: 'hello',
    ContentType: 'text/plain',
    CacheControl: 'no-cache',
    Metadata: { share: '7' },
    ContentLength: 5,
    TagCount: 1,
    ChecksumCRC32: 'NhCmhg==',
  });
  const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'a/ü +&%.txt' }));
  expect(TagSet).toEqual([{ Key: 'kind', Value: 'test' }]);
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a/ü +&%.txt' }));
  expect(head).toMatchObject({ ContentLength: 5, ETag: written.ETag });
});

test('keys with slashes at their ends and dots are kept as they are', async () => {
  for (const key of ['folder/', 'a//b', '..a/.b', '日本/写真.jpg', '-', 'a b']) {
    await put(key);
    expect((await get(key)).text).toBe(key);
  }
});

test('ranges and conditions are answered as HTTP says', async () => {
  const { ETag } = await put('a', '0123456789');
  expect(await get('a', { Range: 'bytes=2-4' })).toMatchObject({
    text: '234',
    ContentRange: 'bytes 2-4/10',
    ContentLength: 3,
    $metadata: { httpStatusCode: 206 },
  });
  expect((await get('a', { Range: 'bytes=-3' })).text).toBe('789');
  expect((await get('a', { Range: 'bytes=8-99' })).text).toBe('89');
  expect(await failure(get('a', { Range: 'bytes=10-' }))).toEqual(['InvalidRange', 416]);
  expect((await failure(get('a', { IfNoneMatch: ETag })))[1]).toBe(304);
  expect(await failure(get('a', { IfMatch: '"other"' }))).toEqual(['PreconditionFailed', 412]);
  expect((await failure(get('a', { IfModifiedSince: new Date(Date.now() + 60_000) })))[1]).toBe(304);
  expect((await get('a', { ResponseContentType: 'x/y', ResponseContentDisposition: 'inline' })).ContentType).toBe('x/y');
});

test('writes can be conditional', async () => {
  const { ETag } = await put('a', '1', { IfNoneMatch: '*' });
  expect(await failure(put('a', '2', { IfNoneMatch: '*' }))).toEqual(['PreconditionFailed', 412]);
  expect(await failure(put('a', '2', { IfMatch: '"other"' }))).toEqual(['PreconditionFailed', 412]);
  await put('a', '2', { IfMatch: ETag });
  expect((await get('a')).text).toBe('2');
});

test.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256', 'CRC64NVME'] as const)('a %s checksum is verified and given back', async (algorithm) => {
  // the digests of "123456789" that the algorithms' own descriptions name
  const hex = {
    CRC32: 'cbf43926',
    CRC32C: 'e3069283',
    SHA1: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
    SHA256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
    CRC64NVME: 'ae8b14860a799888',
  };
  const right = Buffer.from(hex[algorithm], 'hex').toString('base64');
  const member = `Checksum${algorithm}`;
  expect(await put('a', '123456789', { [member]: right })).toMatchObject({ [member]: right });
  expect(await get('a', { ChecksumMode: 'ENABLED' })).toMatchObject({ text: '123456789', [member]: right });
  const wrong = Buffer.from(right, 'base64').fill(0).toString('base64');
  expect(await failure(put('a', 'other', { [member]: wrong }))).toEqual(['BadDigest', 400]);
});

test('what is not there is a 404, and deleting it a success', async () => {
  expect(await failure(get('none'))).toEqual(['NoSuchKey', 404]);
  expect(await failure(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' })))).toEqual(['NotFound', 404]);
  expect(await failure(s3.send(new ListObjectsV2Command({ Bucket: 'no-such-bucket' })))).toEqual(['NoSuchBucket', 404]);
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'none' }));
  expect(await failure(put('k'.repeat(1025)))).toEqual(['KeyTooLongError', 400]);
  expect(await failure(put('a', 'a', { ExpectedBucketOwner: '111122223333' }))).toEqual(['AccessDenied', 403]);
});

test('listings go by prefix and delimiter, a page at a time', async () => {
  for (const key of ['a', 'b/1', 'b/2', 'b/c/3', 'd', 'e/1', 'é']) await put(key);
  const pages: string[][] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/', MaxKeys: 2, ContinuationToken }));
    pages.push([
      ...(page.Contents ?? []).map((one) => one.Key as string),
      ...(page.CommonPrefixes ?? []).map((one) => one.Prefix as string),
    ]);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  expect(pages).toEqual([['a', 'b/'], ['d', 'e/'], ['é']]);
  const inside = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'b/', Delimiter: '/' }));
  expect([inside.Contents?.map((one) => one.Key), inside.CommonPrefixes?.map((one) => one.Prefix)]).toEqual([['b/1', 'b/2'], ['b/c/']]);
  const first = await s3.send(new ListObjectsCommand({ Bucket, MaxKeys: 3 }));
  expect([first.IsTruncated, first.Contents?.at(-1)?.Key]).toEqual([true, 'b/2']);
  expect((await s3.send(new ListObjectsCommand({ Bucket, Marker: 'b/2' }))).Contents?.[0]?.Key).toBe('b/c/3');
});

test('copies keep or replace metadata', async () => {
  await put('a b', 'x', { Metadata: { m: '1' }, ContentType: 'text/plain' });
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/a%20b` }));
  expect(await get('b')).toMatchObject({ text: 'x', Metadata: { m: '1' }, ContentType: 'text/plain' });
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/b`, MetadataDirective: 'REPLACE', Metadata: { n: '2' } }));
  expect((await get('b')).Metadata).toEqual({ n: '2' });
  expect(await failure(s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/b` })))).toEqual(['InvalidRequest', 400]);
});

test('a versioned bucket keeps what was overwritten and deleted', async () => {
  await put('a', 'before');
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const { VersionId } = await put('a', 'after');
  const { DeleteMarker, VersionId: marker } = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
  expect(DeleteMarker).toBe(true);
  expect(await failure(get('a'))).toEqual(['NoSuchKey', 404]);
  expect([(await get('a', { VersionId })).text, (await get('a', { VersionId: 'null' })).text]).toEqual(['after', 'before']);
  const listed = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  expect(listed.Versions?.map((one) => one.VersionId)).toEqual([VersionId, 'null']);
  expect(listed.DeleteMarkers).toMatchObject([{ VersionId: marker, IsLatest: true }]);
  const page = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2 }));
  const rest = await s3.send(
    new ListObjectVersionsCommand({ Bucket, KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }),
  );
  expect(rest.Versions?.map((one) => one.VersionId)).toEqual(['null']);
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId: marker }));
  expect((await get('a')).text).toBe('after');
  expect(await failure(s3.send(new DeleteBucketCommand({ Bucket })))).toEqual(['BucketNotEmpty', 409]);
  await s3.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a', VersionId }, { Key: 'a', VersionId: 'null' }, { Key: 'none' }] } }),
  );
});

test('a presigned link ends when its time is over', async () => {
  await put('a', 'linked');
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'a', ResponseContentDisposition: 'attachment' }), {
    expiresIn: 60,
  });
  const fresh = await fetch(url);
  expect([fresh.status, await fresh.text(), fresh.headers.get('content-disposition')]).toEqual([200, 'linked', 'attachment']);
  await emulator.clock.advance(120_000);
  const late = await fetch(url);
  expect(late.status).toBe(403);
  expect(await late.text()).toMatch(/<Code>AccessDenied<\/Code><Message>Request has expired<\/Message>/);
  const upload = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'up' }), { expiresIn: 600 });
  expect((await fetch(upload, { method: 'PUT', body: 'from afar' })).status).toBe(200);
  expect((await get('up')).text).toBe('from afar');
});

test('a link that was signed by the real clock lives as long where time is scaled, until the clock is moved', async () => {
  const fast = await startEmulator({ port: 0, timeScale: 100_000 });
  try {
    const client = new S3Client({
      endpoint: fast.endpoint,
      region: 'eu-west-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'x' },
    });
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'linked' }));
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: 'a' }), { expiresIn: 900 });
    await fast.clock.sleep(3600_000);
    expect((await fetch(url)).status).toBe(200);
    await fast.clock.advance(1e9);
    expect((await fetch(url)).status).toBe(403);
    const signingDate = new Date(fast.clock.now());
    const later = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: 'a' }), { expiresIn: 900, signingDate });
    expect((await fetch(later)).status).toBe(200);
    client.destroy();
  } finally {
    await fast.stop();
  }
});

test('a checksum that comes after a streamed body is verified', async () => {
  const send = (checksum: string) =>
    fetch(`${emulator.endpoint}/${Bucket}/streamed`, {
      method: 'PUT',
      headers: {
        'content-encoding': 'aws-chunked',
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'x-amz-trailer': 'x-amz-checksum-crc32',
      },
      body: `5\r\nhello\r\n0\r\nx-amz-checksum-crc32:${checksum}\r\n\r\n`,
    });
  expect((await send('AAAAAA==')).status).toBe(400);
  expect((await send('NhCmhg==')).status).toBe(200);
  const read = await get('streamed');
  expect([read.text, read.ContentEncoding]).toEqual(['hello', undefined]);
});
