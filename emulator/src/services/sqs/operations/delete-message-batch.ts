import type { DeleteMessageBatchCommandInput, DeleteMessageBatchCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { deleteByHandle } from '../message/acknowledge.ts';
import { runBatch } from '../message/batch.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export function deleteMessageBatch(input: DeleteMessageBatchCommandInput, context: Context): Answer<DeleteMessageBatchCommandOutput> {
  const queue = storeOf(context.stack).byUrl(input.QueueUrl, context);
  return runBatch(input.Entries ?? [], 'DeleteMessageBatchRequestEntry', ({ Id, ReceiptHandle }) => {
    deleteByHandle(queue, ReceiptHandle);
    return { Id };
  });
}
