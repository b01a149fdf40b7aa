import type { AbortMultipartUploadCommandInput, AbortMultipartUploadCommandOutput } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { storeOf } from '../store.ts';

export const abortMultipartUpload: Operation<AbortMultipartUploadCommandInput, AbortMultipartUploadCommandOutput> = (input, context) => {
  const store = storeOf(context);
  store.bucket(input);
  store.endUpload(store.upload(input).id);
  return {};
};
