import type { CreateBucketCommandInput, CreateBucketCommandOutput } from '@aws-sdk/client-s3';
import { AwsError, unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function isBucketName(name: string): boolean {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || name.includes('..') || /^\d+\.\d+\.\d+\.\d+$/.test(name)) return false;
  return !/^(xn--|sthree-|amzn-s3-demo-)/.test(name) && !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name);
}

export const createBucket: Operation<CreateBucketCommandInput, CreateBucketCommandOutput> = (input, context) => {
  const name = input.Bucket ?? '';
  if (!isBucketName(name)) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', { detail: { BucketName: name } });
  if (input.ObjectLockEnabledForBucket) throw unsupported('s3', 'object lock');
  const region = input.CreateBucketConfiguration?.LocationConstraint ?? context.region;
  const store = storeOf(context);
  const existing = store.buckets.get(name);
  if (existing && existing.account !== context.account)
    throw new AwsError(
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
      {
        status: 409,
        detail: { BucketName: name },
      },
    );
  if (existing) {
    // us-east-1 alone answers the owner's second call with success
    if (existing.region === 'us-east-1' && region === 'us-east-1') return { Location: `/${name}`, BucketArn: `arn:aws:s3:::${name}` };
    throw new AwsError('BucketAlreadyOwnedByYou', 'Your previous request to create the named bucket succeeded and you already own it.', {
      status: 409,
      detail: { BucketName: name },
    });
  }
  const all = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
  store.buckets.put(name, {
    name,
    account: context.account,
    region,
    createdAt: Math.floor(context.stack.clock.now()),
    configuration: {
      PublicAccessBlockConfiguration: all,
      OwnershipControls: { Rules: [{ ObjectOwnership: input.ObjectOwnership ?? 'BucketOwnerEnforced' }] },
      ...(input.ACL && input.ACL !== 'private' ? { ACL: input.ACL } : {}),
    },
  });
  return { Location: `/${name}`, BucketArn: `arn:aws:s3:::${name}` };
};
