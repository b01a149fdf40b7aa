import type { UploadPartCommandInput, UploadPartCommandOutput } from '@aws-sdk/client-s3';
import type { Answer, Operation } from '../../service.ts';
import { checksumMembers, statedChecksum } from '../checksums.ts';
import { bodyOf } from '../objects.ts';
import { putPart } from '../parts.ts';
import { storeOf } from '../store.ts';

export const uploadPart: Operation<UploadPartCommandInput, UploadPartCommandOutput> = (input, context) => {
  const store = storeOf(context);
  store.bucket(input);
  const upload = store.upload(input);
  const part = putPart(context, upload, input.PartNumber, bodyOf(input.Body), input);
  return {
    ETag: part.etag,
    ServerSideEncryption: upload.attributes.ServerSideEncryption ?? 'AES256',
    ...(upload.checksumAlgorithm || statedChecksum(input) ? checksumMembers(part.checksum, false) : {}),
  } as Answer<UploadPartCommandOutput>;
};
