import type {
  GetBucketVersioningCommandInput,
  GetBucketVersioningCommandOutput,
  PutBucketVersioningCommandInput,
  PutBucketVersioningCommandOutput,
} from '@aws-sdk/client-s3';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { malformed } from '../errors.ts';
import { storeOf } from '../store.ts';

export const getBucketVersioning: Operation<GetBucketVersioningCommandInput, GetBucketVersioningCommandOutput> = (input, context) => {
  const { versioning } = storeOf(context).bucket(input);
  return versioning ? { Status: versioning } : {};
};

/** Once on, versioning can only be suspended. https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html */
export const putBucketVersioning: Operation<PutBucketVersioningCommandInput, PutBucketVersioningCommandOutput> = (input, context) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  const { Status, MFADelete } = input.VersioningConfiguration ?? {};
  if (MFADelete === 'Enabled') throw unsupported('s3', 'MFA delete');
  if (Status !== 'Enabled' && Status !== 'Suspended') throw malformed();
  store.buckets.put(bucket.name, { ...bucket, versioning: Status });
  return {};
};
