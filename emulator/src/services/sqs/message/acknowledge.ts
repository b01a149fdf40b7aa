import { invalidParameter, invalidValue, missingParameter } from '../errors.ts';
import type { LiveQueue } from '../queue/live-queue.ts';
import { parseReceiptHandle } from './receipt.ts';

/** The longest that a message may stay hidden after it was received. */
const LONGEST = 43_200;

/**
 * Deletes a message. A standard queue takes any handle that it gave out for the message; a FIFO queue refuses one whose visibility timeout has run out.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
 */
export function deleteByHandle(queue: LiveQueue, handle: string | undefined) {
  const { id, receipt } = parseReceiptHandle(handle, queue);
  queue.settle();
  const message = queue.find(id);
  if (!message) return;
  if (queue.record.fifo && (message.state !== 'in-flight' || message.record.receipt !== receipt))
    throw invalidValue('ReceiptHandle', handle, 'The receipt handle has expired.');
  queue.delete(id);
}

/**
 * Starts the visibility timeout again with another length. A handle of a message that is visible again, or was received again since, hides nothing.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
 */
export function changeVisibility(queue: LiveQueue, handle: string | undefined, seconds: number | undefined, now: number) {
  const { id, receipt } = parseReceiptHandle(handle, queue);
  if (seconds === undefined || seconds === null) throw missingParameter('VisibilityTimeout');
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > LONGEST)
    throw invalidValue('VisibilityTimeout', seconds, `VisibilityTimeout must be between 0 and ${LONGEST}.`);
  queue.settle();
  const message = queue.find(id);
  if (!message) throw invalidValue('ReceiptHandle', handle, 'Message does not exist or is not available for visibility timeout change.');
  if (message.state !== 'in-flight' || message.record.receipt !== receipt) {
    if (queue.record.fifo) throw invalidValue('ReceiptHandle', handle, 'The receipt handle has expired.');
    return;
  }
  if (now + seconds * 1000 > (message.record.lastReceivedAt ?? now) + LONGEST * 1000)
    throw invalidParameter(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [${LONGEST} seconds]`,
    );
  queue.hide(message, seconds * 1000);
}
