import type { CancelMessageMoveTaskCommandInput, CancelMessageMoveTaskCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { invalidParameter, missingParameter, resourceNotFound, unsupportedOperation } from '../errors.ts';
import { parseTaskHandle } from '../redrive/move-tasks.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html */
export function cancelMessageMoveTask(
  input: CancelMessageMoveTaskCommandInput,
  context: Context,
): Answer<CancelMessageMoveTaskCommandOutput> {
  const { moveTasks } = storeOf(context.stack);
  if (!input.TaskHandle) throw missingParameter('TaskHandle');
  const id = parseTaskHandle(input.TaskHandle);
  if (!id) throw invalidParameter(`Value ${input.TaskHandle} for parameter TaskHandle is invalid.`);
  const task = moveTasks.get(id);
  if (!task) throw resourceNotFound('Task does not exist.');
  if (task.status !== 'RUNNING') throw unsupportedOperation(`Only active tasks can be cancelled; this one is ${task.status}.`);
  moveTasks.cancel(task);
  return { ApproximateNumberOfMessagesMoved: task.moved };
}
