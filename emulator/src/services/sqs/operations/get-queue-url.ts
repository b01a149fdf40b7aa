import type { GetQueueUrlCommandInput, GetQueueUrlCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { missingParameter, queueDoesNotExist } from '../errors.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export function getQueueUrl(input: GetQueueUrlCommandInput, context: Context): Answer<GetQueueUrlCommandOutput> {
  const store = storeOf(context.stack);
  if (!input.QueueName) throw missingParameter('QueueName');
  const account = input.QueueOwnerAWSAccountId ?? context.account;
  const queue = store.byArn(`arn:aws:sqs:${context.region}:${account}:${input.QueueName}`);
  if (!queue) throw queueDoesNotExist();
  return { QueueUrl: store.urlOf(queue.record) };
}
