import { CreateMultipartUploadCommand, GetObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Bucket, incomingKey, originalKey, s3, thumbnailKey } from './objects.ts';
import { DAY_S, type Part, type Upload } from './upload.ts';

/** As long as an upload may take. On AWS a link signed with a role's credentials ends with them, which can be hours earlier. */
const LIFETIME_S = DAY_S;

export async function beginDirect(uploadId: string): Promise<string> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: incomingKey(uploadId), ChecksumAlgorithm: 'SHA256' }));
  if (!UploadId) throw new Error('The bucket began an upload without an id');
  return UploadId;
}

/**
 * Checksum and length are headers that the signature covers: the bucket refuses other bytes than were announced.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export const partLink = ({ uploadId, multipartId: UploadId }: Upload, { n: PartNumber, sha256, size }: Part) =>
  getSignedUrl(
    s3,
    new UploadPartCommand({ Bucket, Key: incomingKey(uploadId), UploadId, PartNumber, ChecksumSHA256: sha256, ContentLength: size }),
    {
      expiresIn: LIFETIME_S,
      unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
      signableHeaders: new Set(['host', 'content-length', 'x-amz-checksum-sha256']),
    },
  );

export async function readLinks(uploadId: string): Promise<{ imageUrl: string; thumbnailUrl: string }> {
  const link = (Key: string) => getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: LIFETIME_S });
  const [imageUrl, thumbnailUrl] = await Promise.all([link(originalKey(uploadId)), link(thumbnailKey(uploadId))]);
  return { imageUrl, thumbnailUrl };
}
