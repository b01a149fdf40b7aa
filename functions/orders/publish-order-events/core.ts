import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { type OrderEvent, orderEventSchema } from '../messages.ts';

export interface PublishOrderEventsDeps {
  publish(message: OrderEvent): Promise<void>;
  failed(error: Error, record: DynamoDBRecord): void;
}

/**
 * Carries out what orders were written with. One after the other, since an order's changes are in the order they were made in; at the first
 * that fails it stops and says which, and Lambda brings that one and those after it again.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function publishOrderEvents(records: DynamoDBRecord[], deps: PublishOrderEventsDeps): Promise<DynamoDBBatchResponse> {
  for (const record of records) {
    const { NewImage, OldImage, SequenceNumber = '' } = record.dynamodb ?? {};
    const message = NewImage?.outbox?.S;
    if (message === undefined || message === OldImage?.outbox?.S) continue;
    try {
      await deps.publish(orderEventSchema.parse(JSON.parse(message)));
    } catch (error) {
      deps.failed(error as Error, record);
      return { batchItemFailures: [{ itemIdentifier: SequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
}
