import type { DeleteQueueCommandInput, DeleteQueueCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { storeOf } from '../store.ts';

/**
 * Deletes a queue with its messages. AWS takes up to a minute and refuses the name meanwhile; here the name is free at once.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
 */
export function deleteQueue(input: DeleteQueueCommandInput, context: Context): Answer<DeleteQueueCommandOutput> {
  const store = storeOf(context.stack);
  store.forget(store.byUrl(input.QueueUrl, context));
  return {};
}
