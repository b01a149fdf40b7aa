import { DeleteObjectsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import type { ClientSettings } from './aws.ts';

/** Deletes every object of a bucket with all its versions and delete markers, as CloudFormation deletes no bucket that has any. */
export async function emptyBucket(clients: ClientSettings, Bucket: string): Promise<number> {
  const s3 = new S3Client({ ...clients, forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
  let deleted = 0;
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) return deleted;
    const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    if (Errors.length > 0)
      throw new Error(`${Errors.length} objects of ${Bucket} could not be deleted: ${Errors[0]?.Key}: ${Errors[0]?.Message}`);
    deleted += Objects.length;
  }
}
