import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type * as z from 'zod';

/** What every message of a change says of itself. */
export interface Change {
  type: string;
  userId: string;
  revision: number;
  date: string;
}

export interface PublishChangesDeps<T extends Change> {
  schema: z.ZodType<T>;
  publish(change: T): Promise<void>;
  failed(error: Error, record: DynamoDBRecord): void;
}

/**
 * Carries out what things were written with, one after the other. At the first that fails it stops and says which: Lambda brings that
 * one and those after it again. https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function publishChanges<T extends Change>(
  records: readonly DynamoDBRecord[],
  { schema, publish, failed }: PublishChangesDeps<T>,
): Promise<DynamoDBBatchResponse> {
  for (const record of records) {
    const { NewImage, SequenceNumber = '' } = record.dynamodb ?? {};
    if (NewImage?.outbox?.S === undefined) continue;
    try {
      await publish(schema.parse(JSON.parse(NewImage.outbox.S)));
    } catch (error) {
      failed(error as Error, record);
      return { batchItemFailures: [{ itemIdentifier: SequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
}
