import { ChangeMessageVisibilityCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { sqs } from './clients/sqs.ts';
import { logger } from './logger.ts';

/** The longest step of the ladder: what fails is tried again within a minute of its dependency's return. */
export const LONGEST_STEP_S = 60;

/**
 * 2, 4, 8 … 60 seconds, less up to half of it by chance: many messages that failed together shall not come back together.
 * https://docs.aws.amazon.com/prescriptive-guidance/latest/cloud-design-patterns/retry-backoff.html
 */
export function stepSeconds(receives: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST_STEP_S, 2 ** receives);
  return Math.ceil(longest * (1 - random() / 2));
}

/**
 * Handles a record; if that fails, the message is hidden for the next step of the ladder instead of the queue's own visibility timeout.
 * The record must still be reported as failed, so the error is thrown on.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
export const retryLater =
  <T>(handle: (record: SQSRecord) => Promise<T>) =>
  async (record: SQSRecord): Promise<T> => {
    try {
      return await handle(record);
    } catch (error) {
      await hide(record, stepSeconds(Number(record.attributes.ApproximateReceiveCount)));
      throw error;
    }
  };

const urls = new Map<string, Promise<string>>();

async function hide({ eventSourceARN, receiptHandle, messageId }: SQSRecord, seconds: number): Promise<void> {
  try {
    const QueueUrl = await urlOf(eventSourceARN);
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds }));
  } catch (error) {
    // then it comes back by the queue's own timeout: later, and not lost
    logger.warn('not hidden', { messageId, error: error as Error });
  }
}

function urlOf(arn: string): Promise<string> {
  const [, , , , account, name] = arn.split(':');
  const known = urls.get(arn) ?? sqs.send(new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account })).then(urlIn);
  urls.set(arn, known);
  known.catch(() => urls.delete(arn));
  return known;
}

const urlIn = ({ QueueUrl = '' }: { QueueUrl?: string }) => QueueUrl;
