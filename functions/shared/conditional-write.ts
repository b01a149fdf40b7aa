import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/**
 * What a write with a condition answers; undefined when the condition didn't hold, and nothing was written. All else that fails is thrown.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html
 */
export async function ifHolds<Answer extends object>(write: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

/** Whether a write's condition held, and it was written. */
export const holds = async (write: Promise<object>): Promise<boolean> => (await ifHolds(write)) !== undefined;
