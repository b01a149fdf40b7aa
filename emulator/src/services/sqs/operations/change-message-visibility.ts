import type { ChangeMessageVisibilityCommandInput, ChangeMessageVisibilityCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { changeVisibility } from '../message/acknowledge.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export function changeMessageVisibility(
  input: ChangeMessageVisibilityCommandInput,
  context: Context,
): Answer<ChangeMessageVisibilityCommandOutput> {
  const queue = storeOf(context.stack).byUrl(input.QueueUrl, context);
  changeVisibility(queue, input.ReceiptHandle, input.VisibilityTimeout, context.stack.clock.now());
  return {};
}
