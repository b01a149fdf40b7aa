import type { Stack } from '../../service.ts';
import type { LiveQueue } from '../queue/live-queue.ts';
import type { MessageRecord } from '../records.ts';
import { storeOf } from '../store.ts';

const INTERVAL = 5 * 60_000;

/**
 * A FIFO receive that is tried again with the same id within five minutes gets the same messages and handles, hidden anew, as long as none of them has changed.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-receiverequestattemptid-request-parameter.html
 */
export function recallAttempt(queue: LiveQueue, attemptId: string, visibility: number, stack: Stack): MessageRecord[] | undefined {
  const { attempts } = storeOf(stack);
  const attempt = attempts.get(`${queue.record.arn}/${attemptId}`);
  if (!attempt || attempt.at + INTERVAL <= stack.clock.now()) return undefined;
  queue.settle();
  const messages = attempt.messages.map(({ id, receipt }) => {
    const message = queue.find(id);
    return message?.state === 'in-flight' && message.record.receipt === receipt ? message : undefined;
  });
  if (!messages.every((message) => message !== undefined)) return undefined;
  for (const message of messages) queue.hide(message, visibility);
  return messages.map(({ record }) => ({ ...record }));
}

export function rememberAttempt(queue: LiveQueue, attemptId: string, taken: MessageRecord[], stack: Stack) {
  const { attempts } = storeOf(stack);
  const { arn } = queue.record;
  const now = stack.clock.now();
  // Oldest first: what is out of date goes as new ones come.
  for (const [key, attempt] of attempts.entries()) {
    if (attempt.at + INTERVAL > now) break;
    attempts.delete(key);
  }
  const key = `${arn}/${attemptId}`;
  attempts.delete(key);
  attempts.put(key, { queue: arn, attemptId, at: now, messages: taken.map(({ id, receipt }) => ({ id, receipt: receipt ?? '' })) });
}
