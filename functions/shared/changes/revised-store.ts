import { isDeepStrictEqual } from 'node:util';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../clients/dynamodb.ts';
import { requiredEnv } from '../env.ts';

export interface Revised<T> {
  revision: number;
  /** ISO 8601, in UTC. */
  date: string;
  data: T;
}

/** Writers at the same item who may come before us: more would be a loop, not people. */
const MOST_TRIES = 5;

/**
 * A table of things by user, each with the count of its changes. A thing and the message that tells of its change (`outbox`) are one write;
 * the table's stream carries the message out. Two writers at once can't take the same revision: the second reads again.
 */
export function revisedStore<T extends { userId: string }>(tableVariable: string, message: (change: Revised<T>) => unknown) {
  const TableName = requiredEnv(tableVariable);
  const revised = (item: Record<string, unknown> | undefined): Revised<T> | undefined =>
    item && { revision: Number(item.revision), date: String(item.date), data: item.data as T };

  async function find(userId: string): Promise<Revised<T> | undefined> {
    return revised((await documents.send(new GetCommand({ TableName, Key: { userId }, ConsistentRead: true }))).Item);
  }

  /** Creates or changes it. What is said twice is one change. */
  async function save(data: T): Promise<Revised<T>> {
    for (let tries = 1; ; tries++) {
      const before = await find(data.userId);
      if (before && isDeepStrictEqual(before.data, data)) return before;
      const change = { revision: (before?.revision ?? 0) + 1, date: new Date().toISOString(), data };
      try {
        await documents.send(
          new PutCommand({
            TableName,
            Item: { userId: data.userId, ...change, outbox: JSON.stringify(message(change)) },
            ...(before
              ? {
                  ConditionExpression: 'revision = :before',
                  ExpressionAttributeValues: { ':before': before.revision },
                }
              : { ConditionExpression: 'attribute_not_exists(userId)' }),
          }),
        );
        return change;
      } catch (error) {
        // the last time it is told on, with its name
        if (!(error instanceof ConditionalCheckFailedException) || tries === MOST_TRIES) throw error;
      }
    }
  }

  /** In no order, some at a time: `after` is where the last answer ended. */
  async function list(after: string | undefined): Promise<{ items: Revised<T>[]; next?: string }> {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new ScanCommand({ TableName, Limit: 100, ...(after ? { ExclusiveStartKey: { userId: after } } : {}) }),
    );
    const items = Items.flatMap((item) => revised(item) ?? []);
    return { items, ...(LastEvaluatedKey ? { next: String(LastEvaluatedKey.userId) } : {}) };
  }

  return { find, save, list };
}
