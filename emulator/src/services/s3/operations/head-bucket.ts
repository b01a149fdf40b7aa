import type { HeadBucketCommandInput, HeadBucketCommandOutput } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { storeOf } from '../store.ts';

export const headBucket: Operation<HeadBucketCommandInput, HeadBucketCommandOutput> = (input, context) => {
  const bucket = storeOf(context).bucket(input);
  return { BucketArn: `arn:aws:s3:::${bucket.name}`, BucketRegion: bucket.region, AccessPointAlias: false };
};
