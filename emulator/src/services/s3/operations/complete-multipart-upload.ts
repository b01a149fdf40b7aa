import { createHash } from 'node:crypto';
import type { CompletedPart, CompleteMultipartUploadCommandInput, CompleteMultipartUploadCommandOutput } from '@aws-sdk/client-s3';
import { AwsError } from '../../errors.ts';
import type { Answer, Operation } from '../../service.ts';
import { algorithmOf, type Checksum, checksumMembers, digest, statedChecksum } from '../checksums.ts';
import { checkWrite } from '../conditions.ts';
import { malformed } from '../errors.ts';
import { putVersion, versionMember } from '../objects.ts';
import { type PartRecord, storeOf, type UploadRecord } from '../store.ts';

/** Every part but the last has at least 5 MiB: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const SMALLEST_PART = 5 * 1024 ** 2;

const bare = (etag: string) => etag.replaceAll('"', '');

function chooseParts(listed: CompletedPart[], kept: PartRecord[]): PartRecord[] {
  if (listed.length === 0) throw malformed();
  if (listed.some(({ PartNumber = 0 }, i) => i > 0 && PartNumber <= (listed[i - 1]?.PartNumber ?? 0)))
    throw new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
    );
  const byNumber = new Map(kept.map((part) => [part.number, part]));
  return listed.map((wanted, i) => {
    const number = wanted.PartNumber ?? 0;
    const part = byNumber.get(number);
    const stated = statedChecksum(wanted);
    const differs = stated && part?.checksum.algorithm === stated.algorithm && part.checksum.value !== stated.value;
    if (!part || bare(part.etag) !== bare(wanted.ETag ?? '') || differs)
      throw new AwsError(
        'InvalidPart',
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        {
          detail: { PartNumber: number, ETag: wanted.ETag },
        },
      );
    if (part.size < SMALLEST_PART && i < listed.length - 1)
      throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
        detail: { ProposedSize: part.size, MinSizeAllowed: SMALLEST_PART, PartNumber: number, ETag: bare(part.etag) },
      });
    return part;
  });
}

/** Of the whole object, or of its parts' checksums: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
function checksumOf(upload: UploadRecord, parts: PartRecord[], bytes: Uint8Array): Checksum {
  const algorithm = algorithmOf(upload.checksumAlgorithm) ?? 'CRC64NVME';
  if (upload.checksumType !== 'COMPOSITE') return { algorithm, value: digest(algorithm, bytes).toString('base64'), type: 'FULL_OBJECT' };
  const digests = Buffer.concat(parts.map((part) => Buffer.from(part.checksum.value, 'base64')));
  return { algorithm, value: `${digest(algorithm, digests).toString('base64')}-${parts.length}`, type: 'COMPOSITE' };
}

export const completeMultipartUpload: Operation<CompleteMultipartUploadCommandInput, CompleteMultipartUploadCommandOutput> = (
  input,
  context,
) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  const upload = store.upload(input);
  const parts = chooseParts(input.MultipartUpload?.Parts ?? [], store.partsOf(upload.id));
  checkWrite(input, store.find(bucket.name, upload.key), upload.key);
  const bytes = Buffer.concat(parts.map((part) => store.bytes(part)));
  if (input.MpuObjectSize !== undefined && input.MpuObjectSize !== bytes.length)
    throw new AwsError('InvalidRequest', 'The provided x-amz-mp-object-size header value does not match what was computed.');
  const checksum = checksumOf(upload, parts, bytes);
  const stated = statedChecksum(input);
  if (
    stated &&
    stated.algorithm === checksum.algorithm &&
    stated.value !== checksum.value &&
    stated.value !== checksum.value.replace(/-\d+$/, '')
  )
    throw new AwsError('BadDigest', `The ${stated.algorithm} you specified did not match the calculated checksum.`);
  const hash = createHash('md5');
  for (const part of parts) hash.update(Buffer.from(bare(part.etag), 'hex'));
  const etag = `"${hash.digest('hex')}-${parts.length}"`;
  const rest = { etag, attributes: upload.attributes, tags: upload.tags, checksum, parts: parts.map((part) => part.size) };
  const record = putVersion(context, bucket, upload.key, bytes, rest, 'CompleteMultipartUpload');
  store.endUpload(upload.id);
  return {
    Location: `${context.stack.endpoint}/${bucket.name}/${upload.key.split('/').map(encodeURIComponent).join('/')}`,
    Bucket: bucket.name,
    Key: upload.key,
    ETag: etag,
    ServerSideEncryption: upload.attributes.ServerSideEncryption ?? 'AES256',
    ...checksumMembers(checksum),
    ...versionMember(bucket, record),
  } as Answer<CompleteMultipartUploadCommandOutput>;
};
