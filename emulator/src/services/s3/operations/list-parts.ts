import type { ListPartsCommandInput, ListPartsCommandOutput } from '@aws-sdk/client-s3';
import type { Answer, Operation } from '../../service.ts';
import { checksumMembers } from '../checksums.ts';
import { pageSize } from '../listing.ts';
import { ownerOf } from '../objects.ts';
import { storeOf } from '../store.ts';

/**
 * NextPartNumberMarker comes on the last page too, and is 0 where there are no parts. Its page says otherwise, but S3 does so: LocalStack
 * recorded it on AWS (`test_list_parts_pagination`), and https://github.com/aws/aws-sdk-go-v2/pull/1100 tells how it sends paginators that
 * don't look at IsTruncated into a loop. Code that would loop on AWS has to be found out here.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html
 */
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
