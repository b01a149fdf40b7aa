import type { DeleteObjectCommandInput, DeleteObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { checkWrite } from '../conditions.ts';
import { checkKey, deleteVersion } from '../objects.ts';
import { storeOf } from '../store.ts';

/** Deleting what isn't there is a success. */
export const deleteObject: Operation<DeleteObjectCommandInput, DeleteObjectCommandOutput> = (input, context) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  const key = checkKey(input.Key);
  if (input.IfMatch !== undefined) checkWrite({ IfMatch: input.IfMatch }, store.find(bucket.name, key, input.VersionId), key);
  return deleteVersion(context, bucket, key, input.VersionId);
};
