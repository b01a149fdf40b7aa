import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type * as z from 'zod';

export interface SendOutDeps<Message> {
  /** What a change of the table has to say; undefined: nothing. Throws when that is no message. */
  messageOf(record: DynamoDBRecord): Message | undefined;
  publish(message: Message): Promise<void>;
  failed(error: Error, record: DynamoDBRecord): void;
}

/**
 * Carries out what items were written with, one after the other, since an item's changes are in the order they were made in. At the first
 * that fails it stops and says which: Lambda brings that one and those after it again, so that nothing is left out and some may be told twice.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function sendOut<Message>(
  records: readonly DynamoDBRecord[],
  { messageOf, publish, failed }: SendOutDeps<Message>,
): Promise<DynamoDBBatchResponse> {
  for (const record of records) {
    try {
      const message = messageOf(record);
      if (message !== undefined) await publish(message);
    } catch (error) {
      failed(error as Error, record);
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
}

/**
 * The message that an item carries in its attribute `outbox`, for the change that brought it: other changes leave it there, and must not send
 * it again. Where the stream has no old images, every change brings another message.
 */
export const fromOutbox =
  <Message>(schema: z.ZodType<Message>) =>
  ({ dynamodb: { NewImage, OldImage } = {} }: DynamoDBRecord): Message | undefined => {
    const text = NewImage?.outbox?.S;
    return text === undefined || text === OldImage?.outbox?.S ? undefined : schema.parse(JSON.parse(text));
  };
