import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { requiredEnv } from '../shared/env.ts';
import { transact } from '../shared/transact.ts';

const at = (pk: string) => ({ TableName: requiredEnv('LOYALTY_TABLE_NAME'), Key: { pk } });

export async function findPoints(user: string): Promise<{ points: number; orders: number }> {
  const { Item } = await documents.send(new GetCommand({ ...at(`user#${user}`), ConsistentRead: true }));
  return { points: Item?.points ?? 0, orders: Item?.orders ?? 0 };
}

/** The order's record and the user's points are written together, the record once. False when it was there. */
export async function givePoints(orderId: string, user: string, points: number): Promise<boolean> {
  const { TableName, Key } = at(`order#${orderId}`);
  const failed = await transact([
    { Put: { TableName, Item: { ...Key, user, points }, ConditionExpression: 'attribute_not_exists(pk)' } },
    {
      Update: {
        ...at(`user#${user}`),
        UpdateExpression: 'ADD points :points, orders :one',
        ExpressionAttributeValues: { ':points': points, ':one': 1 },
      },
    },
  ]);
  return failed.length === 0;
}
