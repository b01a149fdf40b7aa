import type { DeleteMessageCommandInput, DeleteMessageCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { deleteByHandle } from '../message/acknowledge.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export function deleteMessage(input: DeleteMessageCommandInput, context: Context): Answer<DeleteMessageCommandOutput> {
  deleteByHandle(storeOf(context.stack).byUrl(input.QueueUrl, context), input.ReceiptHandle);
  return {};
}
