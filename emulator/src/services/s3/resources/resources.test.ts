import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator.ts';
import type { ResourceContext } from '../../service.ts';
import { bucket } from './bucket.ts';
import { bucketPolicy } from './bucket-policy.ts';

let emulator: Emulator;
let context: ResourceContext;
const caller = { account: '000000000000', region: 'eu-west-1' };

beforeEach(async () => {
  emulator = await startEmulator({ port: 0 });
  context = {
    ...caller,
    tags: [{ Key: 'stack', Value: 'Photos' }],
    generateName: () => 'photos-bucket-x1',
    call: (service, operation, input) => emulator.stack.call(service, operation, input, caller),
  } as Partial<ResourceContext> as ResourceContext;
});

afterEach(() => emulator.stop());

const read = (operation: string, Bucket: string) => emulator.stack.call('s3', operation, { Bucket }, caller);

test('a bucket has the settings of its properties, and loses those that go', async () => {
  const props = {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'k' } }],
    },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: 'true',
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    VersioningConfiguration: { Status: 'Enabled' },
    LifecycleConfiguration: {
      Rules: [
        {
          Id: 'old',
          Status: 'Enabled',
          Prefix: 'tmp/',
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        },
      ],
    },
    CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAge: 3 }] },
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const physical = await bucket.create(props, context);
  expect(physical).toMatchObject({
    id: 'photos-bucket-x1',
    attributes: { Arn: 'arn:aws:s3:::photos-bucket-x1', RegionalDomainName: 'photos-bucket-x1.s3.eu-west-1.amazonaws.com' },
  });
  expect(await read('GetBucketVersioning', physical.id)).toEqual({ Status: 'Enabled' });
  expect(await read('GetBucketLifecycleConfiguration', physical.id)).toMatchObject({
    Rules: [{ ID: 'old', Filter: { Prefix: 'tmp/' }, NoncurrentVersionExpiration: { NoncurrentDays: 30 } }],
  });
  expect(await read('GetBucketTagging', physical.id)).toEqual({
    TagSet: [
      { Key: 'stack', Value: 'Photos' },
      { Key: 'a', Value: 'b' },
    ],
  });
  await bucket.update?.(physical, { Tags: props.Tags }, props, context);
  await expect(read('GetBucketCors', physical.id)).rejects.toThrow('The CORS configuration does not exist');
  expect(await read('GetBucketVersioning', physical.id)).toEqual({ Status: 'Suspended' });
});

test('a policy comes and goes; a bucket with objects stays', async () => {
  const physical = await bucket.create({}, context);
  const props = { Bucket: physical.id, PolicyDocument: { Statement: [] } };
  const policy = await bucketPolicy.create(props, context);
  expect(await read('GetBucketPolicy', physical.id)).toEqual({ Policy: '{"Statement":[]}' });
  await bucketPolicy.delete(policy, props, context);
  await emulator.stack.call('s3', 'PutObject', { Bucket: physical.id, Key: 'a', Body: 'x' }, caller);
  await expect(bucket.delete(physical, {}, context)).rejects.toMatchObject({ code: 'BucketNotEmpty' });
  await emulator.stack.call('s3', 'DeleteObject', { Bucket: physical.id, Key: 'a' }, caller);
  await bucket.delete(physical, {}, context);
  await bucket.delete(physical, {}, context);
});

test('a bucket that is there already is not taken over', async () => {
  await bucket.create({ BucketName: 'taken-name' }, context);
  await expect(bucket.create({ BucketName: 'taken-name' }, context)).rejects.toThrow('already exists');
});
