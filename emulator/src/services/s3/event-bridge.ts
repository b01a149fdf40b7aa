import type { Context } from '../service.ts';
import type { BucketRecord, ObjectRecord } from './store.ts';

const REASONS: Record<string, string> = {
  'ObjectCreated:Put': 'PutObject',
  'ObjectCreated:Post': 'POST Object',
  'ObjectCreated:Copy': 'CopyObject',
  'ObjectCreated:CompleteMultipartUpload': 'CompleteMultipartUpload',
  'ObjectRemoved:Delete': 'DeleteObject',
  'ObjectRemoved:DeleteMarkerCreated': 'DeleteObject',
};

/**
 * What happened to an object as the event that S3 puts on the default bus of the bucket's owner.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function busEntry(context: Context, bucket: BucketRecord, event: string, record: ObjectRecord) {
  const created = event.startsWith('ObjectCreated');
  const deletion = event === 'ObjectRemoved:DeleteMarkerCreated' ? 'Delete Marker Created' : 'Permanently Deleted';
  const detail = {
    version: '0',
    bucket: { name: bucket.name },
    object: {
      key: record.key,
      ...(created ? { size: record.size, etag: record.etag.replaceAll('"', '') } : {}),
      ...(bucket.versioning ? { 'version-id': record.versionId } : {}),
      sequencer: record.sequence.toString(16).toUpperCase().padStart(18, '0'),
    },
    'request-id': context.requestId,
    requester: context.account,
    'source-ip-address': '127.0.0.1',
    reason: REASONS[event],
    ...(created ? {} : { 'deletion-type': deletion }),
  };
  return {
    Source: 'aws.s3',
    DetailType: created ? 'Object Created' : 'Object Deleted',
    Resources: [`arn:aws:s3:::${bucket.name}`],
    Detail: JSON.stringify(detail),
  };
}

export const defaultBusOf = ({ region, account }: BucketRecord) => `arn:aws:events:${region}:${account}:event-bus/default`;
