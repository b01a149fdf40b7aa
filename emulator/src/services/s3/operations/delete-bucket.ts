import type { DeleteBucketCommandInput, DeleteBucketCommandOutput } from '@aws-sdk/client-s3';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { storeOf } from '../store.ts';

export const deleteBucket: Operation<DeleteBucketCommandInput, DeleteBucketCommandOutput> = (input, context) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  if (!store.isEmpty(bucket.name)) {
    const message = bucket.versioning
      ? 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.'
      : 'The bucket you tried to delete is not empty';
    throw new AwsError('BucketNotEmpty', message, { status: 409, detail: { BucketName: bucket.name } });
  }
  for (const upload of [...store.uploads.values()]) if (upload.bucket === bucket.name) store.endUpload(upload.id);
  store.buckets.delete(bucket.name);
  return {};
};
