import type { _Error, DeletedObject, DeleteObjectsCommandInput, DeleteObjectsCommandOutput } from '@aws-sdk/client-s3';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { checkWrite } from '../conditions.ts';
import { malformed } from '../errors.ts';
import { checkKey, deleteVersion } from '../objects.ts';
import { storeOf } from '../store.ts';

/** Each object for itself: one that fails is listed and the others go. */
export const deleteObjects: Operation<DeleteObjectsCommandInput, DeleteObjectsCommandOutput> = (input, context) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  const objects = input.Delete?.Objects ?? [];
  if (objects.length === 0 || objects.length > 1000) throw malformed();
  const Deleted: DeletedObject[] = [];
  const Errors: _Error[] = [];
  for (const { Key, VersionId, ETag } of objects) {
    try {
      const key = checkKey(Key);
      if (ETag !== undefined) checkWrite({ IfMatch: ETag }, store.find(bucket.name, key, VersionId), key);
      const done = deleteVersion(context, bucket, key, VersionId);
      Deleted.push({
        Key: key,
        ...(VersionId === undefined ? {} : { VersionId }),
        ...(done.DeleteMarker && done.VersionId ? { DeleteMarker: true, DeleteMarkerVersionId: done.VersionId } : {}),
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Errors.push({ Key, ...(VersionId === undefined ? {} : { VersionId }), Code: error.code, Message: error.message });
    }
  }
  return { ...(input.Delete?.Quiet ? {} : { Deleted }), ...(Errors.length > 0 ? { Errors } : {}) };
};
