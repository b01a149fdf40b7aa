import { setTimeout as sleep } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { documents } from './clients/dynamodb.ts';

const MOST_TRIES = 8;

/**
 * Writes all or nothing. Answers the places of the items whose condition didn't hold: [] when it is written. Two transactions at the same
 * item disturb each other, which the SDK doesn't repeat by itself: here it is tried again, after a moment left to chance.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export async function transact(TransactItems: NonNullable<TransactWriteCommandInput['TransactItems']>): Promise<number[]> {
  for (let tries = 1; ; tries++) {
    try {
      await documents.send(new TransactWriteCommand({ TransactItems }));
      return [];
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
      const failed = codes.flatMap((code, place) => (code === 'ConditionalCheckFailed' ? [place] : []));
      if (failed.length > 0) return failed;
      if (!codes.includes('TransactionConflict') || tries === MOST_TRIES) throw error;
      await sleep(Math.random() * 10 * 2 ** tries);
    }
  }
}
