import type { StartMessageMoveTaskCommandInput, StartMessageMoveTaskCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { invalidParameter, invalidValue, missingParameter, resourceNotFound, unsupportedOperation } from '../errors.ts';
import { taskHandle } from '../redrive/move-tasks.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export function startMessageMoveTask(input: StartMessageMoveTaskCommandInput, context: Context): Answer<StartMessageMoveTaskCommandOutput> {
  const store = storeOf(context.stack);
  const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: rate } = input;
  if (!SourceArn) throw missingParameter('SourceArn');
  const source = store.byArn(SourceArn);
  if (!source) throw resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.");
  if (![...store.queues.values()].some(({ settings }) => settings.redrive?.target === SourceArn))
    throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
  const destination = DestinationArn ? store.byArn(DestinationArn) : undefined;
  if (DestinationArn && !destination)
    throw resourceNotFound("The resource that you specified for the DestinationArn parameter doesn't exist.");
  if (destination === source) throw invalidParameter('Source queue arn and destination queue arn cannot be the same.');
  if (destination && destination.record.fifo !== source.record.fifo)
    throw invalidParameter('Source queue and destination queue must be of the same type.');
  if (rate !== undefined && (!Number.isInteger(rate) || rate < 1 || rate > 500))
    throw invalidValue('MaxNumberOfMessagesPerSecond', rate, 'Must be between 1 and 500.');
  if (store.moveTasks.of(SourceArn).some(({ status }) => status === 'RUNNING'))
    throw unsupportedOperation('There is already a task running. Only one active task is allowed for a source queue arn at a given time.');
  source.settle();
  return { TaskHandle: taskHandle(store.moveTasks.start(SourceArn, DestinationArn, rate, source.counts.ready)) };
}
