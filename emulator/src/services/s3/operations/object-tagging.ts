import type {
  DeleteObjectTaggingCommandInput,
  DeleteObjectTaggingCommandOutput,
  GetObjectTaggingCommandInput,
  GetObjectTaggingCommandOutput,
  PutObjectTaggingCommandInput,
  PutObjectTaggingCommandOutput,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../service.ts';
import { methodNotAllowed } from '../errors.ts';
import { checkTags, type Tags, versionMember } from '../objects.ts';
import { storeOf } from '../store.ts';

type Input = GetObjectTaggingCommandInput;

function target(input: Input, context: Context) {
  const store = storeOf(context);
  const bucket = store.bucket(input);
  const record = store.object(bucket.name, input.Key ?? '', input.VersionId);
  if (record.deleteMarker) throw methodNotAllowed('GET');
  return { store, bucket, record };
}

function change(input: Input, context: Context, tags: Tags) {
  const { store, bucket, record } = target(input, context);
  record.tags = tags;
  store.change(record);
  return versionMember(bucket, record);
}

export const getObjectTagging: Operation<GetObjectTaggingCommandInput, GetObjectTaggingCommandOutput> = (input, context) => {
  const { bucket, record } = target(input, context);
  return { TagSet: record.tags, ...versionMember(bucket, record) };
};

export const putObjectTagging: Operation<PutObjectTaggingCommandInput, PutObjectTaggingCommandOutput> = (input, context) =>
  change(input, context, checkTags(input.Tagging?.TagSet ?? [], 10));

export const deleteObjectTagging: Operation<DeleteObjectTaggingCommandInput, DeleteObjectTaggingCommandOutput> = (input, context) =>
  change(input, context, []);
