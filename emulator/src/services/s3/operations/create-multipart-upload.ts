import { randomBytes } from 'node:crypto';
import type { CreateMultipartUploadCommandInput, CreateMultipartUploadCommandOutput } from '@aws-sdk/client-s3';
import type { Answer, Operation } from '../../service.ts';
import { algorithmOf } from '../checksums.ts';
import { invalidRequest } from '../errors.ts';
import { attributesOf, checkAcl, checkKey, parseTagging } from '../objects.ts';
import { storeOf, type UploadRecord } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
export const createMultipartUpload: Operation<CreateMultipartUploadCommandInput, CreateMultipartUploadCommandOutput> = (input, context) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  const key = checkKey(input.Key);
  checkAcl(bucket, input.ACL);
  const algorithm = algorithmOf(input.ChecksumAlgorithm);
  if (input.ChecksumType !== undefined && !algorithm)
    throw invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
  const type = algorithm ? (input.ChecksumType ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE')) : undefined;
  if ((type === 'COMPOSITE' && algorithm === 'CRC64NVME') || (type === 'FULL_OBJECT' && !algorithm?.startsWith('CRC')))
    throw invalidRequest(`The ${type} checksum type cannot be used with the ${algorithm?.toLowerCase()} checksum algorithm.`);
  const id = randomBytes(48).toString('base64url');
  const record: UploadRecord = {
    id,
    bucket: bucket.name,
    key,
    initiatedAt: Math.floor(context.stack.clock.now()),
    attributes: attributesOf(input),
    tags: parseTagging(input.Tagging),
    ...(algorithm && type ? { checksumAlgorithm: algorithm, checksumType: type } : {}),
  };
  store.uploads.put(id, record);
  return {
    Bucket: bucket.name,
    Key: key,
    UploadId: id,
    ServerSideEncryption: record.attributes.ServerSideEncryption ?? 'AES256',
    ...(algorithm ? { ChecksumAlgorithm: algorithm, ChecksumType: type } : {}),
  } as Answer<CreateMultipartUploadCommandOutput>;
};
