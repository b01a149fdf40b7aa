import type { ListBucketsCommandInput, ListBucketsCommandOutput } from '@aws-sdk/client-s3';
import type { Operation } from '../../service.ts';
import { invalidArgument } from '../errors.ts';
import { ownerOf } from '../objects.ts';
import { storeOf } from '../store.ts';

export const listBuckets: Operation<ListBucketsCommandInput, ListBucketsCommandOutput> = (input, context) => {
  const most = input.MaxBuckets ?? 10_000;
  if (most < 1 || most > 10_000)
    throw invalidArgument('Argument max-buckets must be an integer between 1 and 10000', 'max-buckets', String(most));
  const after = input.ContinuationToken ? Buffer.from(input.ContinuationToken, 'base64').toString() : '';
  const all = [...storeOf(context).buckets.values()]
    .filter((bucket) => bucket.account === context.account && bucket.name.startsWith(input.Prefix ?? '') && bucket.name > after)
    .filter((bucket) => !input.BucketRegion || bucket.region === input.BucketRegion)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const shown = all.slice(0, most);
  const last = shown.at(-1);
  return {
    Buckets: shown.map(({ name, createdAt, region }) => ({
      Name: name,
      CreationDate: new Date(createdAt),
      BucketRegion: region,
      BucketArn: `arn:aws:s3:::${name}`,
    })),
    Owner: ownerOf(context.account),
    ...(input.Prefix === undefined ? {} : { Prefix: input.Prefix }),
    ...(last && shown.length < all.length ? { ContinuationToken: Buffer.from(last.name).toString('base64') } : {}),
  };
};
