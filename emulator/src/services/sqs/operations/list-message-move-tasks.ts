import type { ListMessageMoveTasksCommandInput, ListMessageMoveTasksCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { invalidValue, missingParameter, resourceNotFound } from '../errors.ts';
import { taskHandle } from '../redrive/move-tasks.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export function listMessageMoveTasks(input: ListMessageMoveTasksCommandInput, context: Context): Answer<ListMessageMoveTasksCommandOutput> {
  const store = storeOf(context.stack);
  const { SourceArn, MaxResults = 1 } = input;
  if (!SourceArn) throw missingParameter('SourceArn');
  if (!store.byArn(SourceArn)) throw resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.");
  if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > 10)
    throw invalidValue('MaxResults', MaxResults, 'Must be between 1 and 10.');
  const tasks = store.moveTasks.of(SourceArn).slice(0, MaxResults);
  if (tasks.length === 0) return { Results: undefined };
  return {
    Results: tasks.map((task) => ({
      TaskHandle: task.status === 'RUNNING' ? taskHandle(task) : undefined,
      Status: task.status,
      SourceArn: task.sourceArn,
      DestinationArn: task.destinationArn,
      MaxNumberOfMessagesPerSecond: task.rate,
      ApproximateNumberOfMessagesMoved: task.moved,
      ApproximateNumberOfMessagesToMove: task.toMove,
      FailureReason: task.failureReason,
      StartedTimestamp: task.startedAt,
    })),
  };
}
