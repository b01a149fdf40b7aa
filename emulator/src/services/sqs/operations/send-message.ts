import type { SendMessageCommandInput, SendMessageCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { accept } from '../message/send.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export function sendMessage(input: SendMessageCommandInput, context: Context): Answer<SendMessageCommandOutput> {
  const queue = storeOf(context.stack).byUrl(input.QueueUrl, context);
  const sent = accept(input, queue, context);
  queue.wake();
  return sent;
}
