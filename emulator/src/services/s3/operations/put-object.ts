import type { PutObjectCommandInput, PutObjectCommandOutput } from '@aws-sdk/client-s3';
import { AwsError, unsupported } from '../../errors.ts';
import type { Answer, Operation } from '../../service.ts';
import { checksumMembers, verifyBody } from '../checksums.ts';
import { checkWrite } from '../conditions.ts';
import { attributesOf, bodyOf, checkAcl, checkKey, etagOf, LARGEST_PUT, parseTagging, putVersion, versionMember } from '../objects.ts';
import { storeOf } from '../store.ts';

export const putObject: Operation<PutObjectCommandInput, PutObjectCommandOutput> = (input, context) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  const key = checkKey(input.Key);
  if (input.WriteOffsetBytes !== undefined) throw unsupported('s3', 'appending to objects (WriteOffsetBytes)');
  checkAcl(bucket, input.ACL);
  const body = bodyOf(input.Body);
  if (body.length > LARGEST_PUT)
    throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
      detail: { ProposedSize: body.length, MaxSizeAllowed: LARGEST_PUT },
    });
  const attributes = attributesOf(input);
  const tags = parseTagging(input.Tagging);
  const checksum = verifyBody(input, body);
  checkWrite(input, store.find(bucket.name, key), key);
  const record = putVersion(context, bucket, key, body, { etag: etagOf(body), attributes, tags, checksum }, 'Put');
  return {
    ETag: record.etag,
    ServerSideEncryption: attributes.ServerSideEncryption ?? 'AES256',
    ...(attributes.SSEKMSKeyId ? { SSEKMSKeyId: attributes.SSEKMSKeyId } : {}),
    ...checksumMembers(checksum),
    ...versionMember(bucket, record),
  } as Answer<PutObjectCommandOutput>;
};
