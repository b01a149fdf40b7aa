import type { ListMultipartUploadsCommandInput, ListMultipartUploadsCommandOutput } from '@aws-sdk/client-s3';
import { unsupported } from '../../errors.ts';
import type { Answer, Operation } from '../../service.ts';
import { encoder, pageSize } from '../listing.ts';
import { ownerOf } from '../objects.ts';
import { storeOf } from '../store.ts';

export const listMultipartUploads: Operation<ListMultipartUploadsCommandInput, ListMultipartUploadsCommandOutput> = (input, context) => {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  if (input.Delimiter) throw unsupported('s3', 'ListMultipartUploads with a delimiter');
  const encode = encoder(input.EncodingType);
  const most = pageSize(input.MaxUploads);
  const all = [...store.uploads.values()]
    .filter((upload) => upload.bucket === bucket.name && upload.key.startsWith(input.Prefix ?? ''))
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) || a.initiatedAt - b.initiatedAt);
  const marked = all.findIndex((upload) => upload.key === input.KeyMarker && upload.id === input.UploadIdMarker);
  const rest = marked >= 0 ? all.slice(marked + 1) : all.filter((upload) => !input.KeyMarker || upload.key > input.KeyMarker);
  const shown = rest.slice(0, most);
  const last = shown.at(-1);
  const truncated = shown.length < rest.length;
  return {
    Bucket: bucket.name,
    KeyMarker: encode(input.KeyMarker ?? ''),
    UploadIdMarker: input.UploadIdMarker ?? '',
    Prefix: encode(input.Prefix ?? ''),
    MaxUploads: most,
    IsTruncated: truncated,
    ...(input.EncodingType ? { EncodingType: input.EncodingType } : {}),
    ...(truncated && last ? { NextKeyMarker: encode(last.key), NextUploadIdMarker: last.id } : {}),
    Uploads: shown.map((upload) => ({
      UploadId: upload.id,
      Key: encode(upload.key),
      Initiated: new Date(upload.initiatedAt),
      StorageClass: upload.attributes.StorageClass ?? 'STANDARD',
      Owner: ownerOf(bucket.account),
      Initiator: ownerOf(bucket.account),
    })),
  } as Answer<ListMultipartUploadsCommandOutput>;
};
