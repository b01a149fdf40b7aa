import type { ListPartsCommandInput, ListPartsCommandOutput } from '@aws-sdk/client-s3';
import type { Answer, Operation } from '../../service.ts';
import { checksumMembers } from '../checksums.ts';
import { pageSize } from '../listing.ts';
import { ownerOf } from '../objects.ts';
import { storeOf } from '../store.ts';

export const listParts: Operation<ListPartsCommandInput, ListPartsCommandOutput> = (input, context) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  const upload = store.upload(input);
  const most = pageSize(input.MaxParts);
  const after = Number(input.PartNumberMarker ?? 0);
  const rest = store.partsOf(upload.id).filter((part) => part.number > after);
  const shown = rest.slice(0, most);
  return {
    Bucket: bucket.name,
    Key: upload.key,
    UploadId: upload.id,
    PartNumberMarker: String(after),
    NextPartNumberMarker: String(shown.at(-1)?.number ?? 0),
    MaxParts: most,
    IsTruncated: shown.length < rest.length,
    Parts: shown.map((part) => ({
      PartNumber: part.number,
      LastModified: new Date(part.lastModified),
      ETag: part.etag,
      Size: part.size,
      ...(upload.checksumAlgorithm ? checksumMembers(part.checksum, false) : {}),
    })),
    Initiator: ownerOf(bucket.account),
    Owner: ownerOf(bucket.account),
    StorageClass: upload.attributes.StorageClass ?? 'STANDARD',
    ...(upload.checksumAlgorithm ? { ChecksumAlgorithm: upload.checksumAlgorithm, ChecksumType: upload.checksumType } : {}),
  } as Answer<ListPartsCommandOutput>;
};
