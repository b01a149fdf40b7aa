import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger } from './logger.ts';

/**
 * Handles a batch of a FIFO queue: groups side by side, the messages of one group one after another. After a failure the rest of its
 * group is answered as failed too, unhandled, so that none overtakes the one that comes again.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export async function handleFifoBatch(event: SQSEvent, handle: (record: SQSRecord) => Promise<unknown>): Promise<SQSBatchResponse> {
  const groups = Map.groupBy(event.Records, ({ attributes }) => attributes.MessageGroupId ?? '');
  const failed = await Promise.all(
    [...groups.values()].map(async (records) => {
      for (const [index, record] of records.entries()) {
        try {
          await handle(record);
        } catch (error) {
          const { messageId, attributes } = record;
          logger.error('record failed', { error: error as Error, messageId, receiveCount: attributes.ApproximateReceiveCount });
          return records.slice(index);
        }
      }
      return [];
    }),
  );
  return { batchItemFailures: failed.flat().map(({ messageId }) => ({ itemIdentifier: messageId })) };
}
