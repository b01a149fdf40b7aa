import type { ChangeMessageVisibilityBatchCommandInput, ChangeMessageVisibilityBatchCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { changeVisibility } from '../message/acknowledge.ts';
import { runBatch } from '../message/batch.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export function changeMessageVisibilityBatch(
  input: ChangeMessageVisibilityBatchCommandInput,
  context: Context,
): Answer<ChangeMessageVisibilityBatchCommandOutput> {
  const queue = storeOf(context.stack).byUrl(input.QueueUrl, context);
  const now = context.stack.clock.now();
  return runBatch(input.Entries ?? [], 'ChangeMessageVisibilityBatchRequestEntry', ({ Id, ReceiptHandle, VisibilityTimeout }) => {
    changeVisibility(queue, ReceiptHandle, VisibilityTimeout, now);
    return { Id };
  });
}
