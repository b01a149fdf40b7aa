import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger } from './logger.ts';

/**
 * Handles the records of a batch side by side and answers those that failed, so that the rest is not delivered again.
 * A batch that failed whole is answered record by record too: no invocation error that would slow the poller down.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export async function handleBatch(
  event: SQSEvent,
  context: Context,
  handle: (record: SQSRecord) => Promise<unknown>,
): Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS, { logger });
  const logged = async (record: SQSRecord) => {
    try {
      return await handle(record);
    } catch (error) {
      logger.error('record failed', {
        error: error as Error,
        messageId: record.messageId,
        receiveCount: record.attributes.ApproximateReceiveCount,
      });
      throw error;
    }
  };
  return processPartialResponse(event, logged, processor, { context, processInParallel: true, throwOnFullBatchFailure: false });
}
