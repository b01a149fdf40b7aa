import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { lean } from './lean.ts';
import { Bucket, chunksPrefix, incomingKey, originalKey, s3, unlessGone } from './objects.ts';
import { beginOriginal } from './original-writer.ts';
import type { UploadBucket } from './ports.ts';
import type { Part, Upload } from './upload.ts';

/** By its content too, so that two senders with other contents for a number never write over each other. */
const chunkKey = (uploadId: string, { n, sha256 }: Part) =>
  `${chunksPrefix(uploadId)}${String(n).padStart(5, '0')}-${Buffer.from(sha256, 'base64').toString('hex')}`;

const multipart = ({ uploadId, multipartId }: Upload) => ({ Bucket, Key: incomingKey(uploadId), UploadId: multipartId });

export const uploadBucket: UploadBucket = {
  async putChunk(uploadId, part, bytes) {
    await s3.send(new PutObjectCommand({ Bucket, Key: chunkKey(uploadId, part), Body: bytes, ChecksumSHA256: part.sha256 }));
  },

  async readChunk(uploadId, part) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: chunkKey(uploadId, part), ChecksumMode: 'ENABLED' }));
    return lean(Body as unknown as AsyncIterable<Uint8Array>);
  },

  async clear(upload) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket, Prefix: chunksPrefix(upload.uploadId) }))
      if (Contents.length > 0) {
        const Objects = Contents.map(({ Key }) => ({ Key }));
        const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Quiet: true, Objects } }));
        // DeleteObjects answers 200 and says in the answer what it did not delete
        if (Errors.length > 0) throw new Error(`${Errors.length} chunks were not deleted: ${Errors[0]?.Code} ${Errors[0]?.Message}`);
      }
    if (upload.way !== 'direct') return;
    await s3.send(new AbortMultipartUploadCommand(multipart(upload))).catch(unlessGone(undefined));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: incomingKey(upload.uploadId) }));
  },

  beginOriginal,

  directParts: async (upload) =>
    (await listed(upload)).map(({ PartNumber: n = 0, Size: size = 0, ChecksumSHA256: sha256 = '' }) => ({ n, size, sha256 })),

  async joinDirect(upload) {
    const Parts = (await listed(upload)).map(({ PartNumber, ETag, ChecksumSHA256 }) => ({ PartNumber, ETag, ChecksumSHA256 }));
    // none: an earlier attempt has joined them
    if (Parts.length > 0) await s3.send(new CompleteMultipartUploadCommand({ ...multipart(upload), MultipartUpload: { Parts } }));
  },

  async readJoined({ uploadId }) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: incomingKey(uploadId) }));
    return lean(Body as unknown as AsyncIterable<Uint8Array>);
  },

  async publishJoined({ uploadId, contentType }) {
    await s3.send(
      new CopyObjectCommand({
        ...{ Bucket, Key: originalKey(uploadId), CopySource: `${Bucket}/${incomingKey(uploadId)}`, ChecksumAlgorithm: 'SHA256' },
        ...{ MetadataDirective: 'REPLACE', ContentType: contentType },
      }),
    );
  },
};

/** By hand: the SDK's paginator goes by the marker alone, which S3 sends on the last page too, so it would never end. */
async function listed(upload: Upload) {
  const parts = [];
  try {
    for (let PartNumberMarker: string | undefined, more = true; more; ) {
      const page = await s3.send(new ListPartsCommand({ ...multipart(upload), PartNumberMarker }));
      parts.push(...(page.Parts ?? []));
      more = page.IsTruncated === true;
      PartNumberMarker = page.NextPartNumberMarker;
    }
  } catch (error) {
    return unlessGone([])(error as Error);
  }
  return parts;
}
