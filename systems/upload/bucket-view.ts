import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Lab } from '../lab/lab.ts';

/** Keys below these prefixes, as the bucket's owner sees them. */
export async function inBucket(lab: Lab, prefixes: string[]): Promise<string[]> {
  const { endpoint, region, credentials } = lab.target;
  // by path: names of buckets below a local endpoint's name needn't resolve
  const s3 = new S3Client({ region, ...(endpoint ? { endpoint, forcePathStyle: true } : {}), ...(credentials ? { credentials } : {}) });
  try {
    const Bucket = lab.output('UploadsBucketName');
    const lists = await Promise.all(prefixes.map((Prefix) => s3.send(new ListObjectsV2Command({ Bucket, Prefix }))));
    return lists.flatMap(({ Contents = [] }) => Contents.map(({ Key = '' }) => Key));
  } finally {
    s3.destroy();
  }
}
