import type { ReceiveMessageCommandInput, ReceiveMessageCommandOutput } from '@aws-sdk/client-sqs';
import type { Answer, Context } from '../../service.ts';
import { invalidParameter, invalidValue, overLimit } from '../errors.ts';
import { checkSystemNames, present } from '../message/present.ts';
import { recallAttempt, rememberAttempt } from '../message/receive-attempt.ts';
import { IN_FLIGHT_LIMIT } from '../queue/live-queue.ts';
import { storeOf } from '../store.ts';

function inRange(parameter: string, value: number | undefined, otherwise: number, least: number, most: number): number {
  if (value === undefined || value === null) return otherwise;
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalidValue(parameter, value, `Must be between ${least} and ${most}, if provided.`);
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export async function receiveMessage(input: ReceiveMessageCommandInput, context: Context): Promise<Answer<ReceiveMessageCommandOutput>> {
  const { signal } = context;
  const store = storeOf(context.stack);
  const queue = store.byUrl(input.QueueUrl, context);
  const max = inRange('MaxNumberOfMessages', input.MaxNumberOfMessages, 1, 1, 10);
  const visibility = inRange('VisibilityTimeout', input.VisibilityTimeout, queue.settings.visibility / 1000, 0, 43_200) * 1000;
  const wait = inRange('WaitTimeSeconds', input.WaitTimeSeconds, queue.settings.wait / 1000, 0, 20) * 1000;
  checkSystemNames([...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])]);
  const attemptId = input.ReceiveRequestAttemptId;
  if (attemptId !== undefined && !queue.record.fifo)
    throw invalidParameter(
      `Value ${attemptId} for parameter ReceiveRequestAttemptId is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
    );
  if (signal.aborted) return {};

  const again = attemptId === undefined ? undefined : recallAttempt(queue, attemptId, visibility, context.stack);
  if (again) return { Messages: again.map((message) => present(message, input)) };

  if (wait === 0 && !queue.record.fifo && queue.counts['in-flight'] >= IN_FLIGHT_LIMIT)
    throw overLimit('The maximum number of in flight messages is reached.');
  let taken = queue.take(max, visibility);
  if (taken.length === 0 && wait > 0) taken = await queue.wait(max, visibility, wait, signal);
  if (signal.aborted) {
    for (const { id, receipt } of taken) queue.untake(id, receipt ?? '');
    queue.wake();
    return {};
  }
  if (attemptId !== undefined && taken.length > 0) rememberAttempt(queue, attemptId, taken, context.stack);
  return { Messages: taken.length > 0 ? taken.map((message) => present(message, input)) : undefined };
}
