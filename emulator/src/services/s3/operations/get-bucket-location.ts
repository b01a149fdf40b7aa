import type { GetBucketLocationCommandInput, GetBucketLocationCommandOutput } from '@aws-sdk/client-s3';
import type { Answer, Operation } from '../../service.ts';
import { storeOf } from '../store.ts';

/** Buckets in us-east-1 have no location constraint. */
export const getBucketLocation: Operation<GetBucketLocationCommandInput, GetBucketLocationCommandOutput> = (input, context) => {
  const { region } = storeOf(context).bucket(input);
  return (region === 'us-east-1' ? {} : { LocationConstraint: region }) as Answer<GetBucketLocationCommandOutput>;
};
