import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { type UserSignedUp, userSignedUpSchema } from '../messages.ts';

export interface PublishSignUpDeps {
  publish(message: UserSignedUp): Promise<void>;
  failed(error: Error, record: DynamoDBRecord): void;
}

/**
 * Tells that accounts have come to be; the mapping's filter lets nothing else through. At the first record that fails it stops and says
 * which: Lambda brings that one and those after it again, so that nothing is left out and some may be told twice.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export async function publishSignUps(records: DynamoDBRecord[], deps: PublishSignUpDeps): Promise<DynamoDBBatchResponse> {
  for (const record of records)
    try {
      const { accountId, email, name, signedUpAt } = record.dynamodb?.NewImage ?? {};
      const message = {
        ...{ type: 'UserSignedUp', version: 1 },
        ...{ accountId: accountId?.S, email: email?.S, name: name?.S, signedUpAt: Number(signedUpAt?.N) },
      };
      await deps.publish(userSignedUpSchema.parse(message));
    } catch (error) {
      deps.failed(error as Error, record);
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  return { batchItemFailures: [] };
}
