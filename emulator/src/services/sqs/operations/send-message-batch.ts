import type { SendMessageBatchCommandInput, SendMessageBatchCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { batchTooLong } from '../errors.ts';
import { parseMessageAttributes } from '../message/attributes.ts';
import { checkBatch, runBatch } from '../message/batch.ts';
import { sizeOf } from '../message/md5.ts';
import { accept } from '../message/send.ts';
import { storeOf } from '../store.ts';

const LIMIT = 1_048_576;
const ENTRY = 'SendMessageBatchRequestEntry';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export function sendMessageBatch(input: SendMessageBatchCommandInput, context: Context): Answer<SendMessageBatchCommandOutput> {
  const queue = storeOf(context.stack).byUrl(input.QueueUrl, context);
  const entries = input.Entries ?? [];
  checkBatch(entries, ENTRY);
  let size = 0;
  for (const entry of entries) size += sizeOf(entry.MessageBody ?? '', attributesOf(entry));
  if (size > LIMIT) throw batchTooLong(LIMIT, size);
  const result = runBatch(entries, ENTRY, (entry) => ({
    Id: entry.Id,
    ...(accept(entry, queue, context) as { MessageId: string; MD5OfMessageBody: string }),
  }));
  queue.wake();
  return result;
}

/** For the sum alone: what is wrong with an entry's attributes is that entry's own failure, later. */
function attributesOf(entry: { MessageAttributes?: Parameters<typeof parseMessageAttributes>[0] }) {
  try {
    return parseMessageAttributes(entry.MessageAttributes);
  } catch {
    return {};
  }
}
