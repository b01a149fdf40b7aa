import type {
  BatchResultErrorEntry,
  PublishBatchCommandInput,
  PublishBatchCommandOutput,
  PublishBatchResultEntry,
} from '@aws-sdk/client-sns';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { requireTopic } from '../arn.ts';
import { attributesSize } from '../message-attributes.ts';
import { accept, type Draft, draft, MAX_SIZE } from '../publish.ts';

/** Up to ten messages, each accepted or refused by itself. https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export const publishBatch: Operation<PublishBatchCommandInput, PublishBatchCommandOutput> = (input, context) => {
  const entries = input.PublishBatchRequestEntries ?? [];
  const topic = requireTopic(context, input.TopicArn);
  checkIds(entries.map(({ Id }) => Id ?? ''));
  const drafts: { Id: string; draft: Draft }[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const Id = entry.Id ?? '';
    try {
      drafts.push({ Id, draft: draft(topic, entry, index + 1) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  const size = drafts.reduce((sum, { draft }) => sum + sizeOf(draft), 0);
  if (size > Number(topic.attributes.MaximumMessageSize ?? MAX_SIZE))
    throw new AwsError('BatchRequestTooLong', 'The length of all the messages put together is more than the limit.');
  const Successful: PublishBatchResultEntry[] = drafts.map(({ Id, draft }) => ({ Id, ...accept(context, topic, draft) }));
  return { Successful, Failed };
};

const sizeOf = ({ body, bodies, attributes }: Draft) =>
  Buffer.byteLength(bodies ? JSON.stringify(bodies) : body) + attributesSize(attributes);

function checkIds(ids: string[]) {
  if (ids.length === 0) throw new AwsError('EmptyBatchRequest', 'The batch request does not contain any entries.');
  if (ids.length > 10) throw new AwsError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  if (ids.some((id) => !/^[A-Za-z0-9_-]{1,80}$/.test(id)))
    throw new AwsError('InvalidBatchEntryId', 'The Id of a batch entry in the batch request does not abide by the specification.');
  if (new Set(ids).size < ids.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
}
