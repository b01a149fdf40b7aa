import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { requiredEnv } from '../shared/env.ts';
import { transact } from '../shared/transact.ts';

const table = () => requiredEnv('STATISTICS_TABLE_NAME');

/** Adds a share to its photo's count unless it was counted before: both in one transaction, for a sum can't be taken twice unnoticed. */
export async function countOnce(shareId: string, photoId: string): Promise<boolean> {
  const TableName = table();
  const refused = await transact([
    { Put: { TableName, Item: { pk: `share#${shareId}` }, ConditionExpression: 'attribute_not_exists(pk)' } },
    {
      Update: { TableName, Key: { pk: `photo#${photoId}` }, UpdateExpression: 'ADD shares :one', ExpressionAttributeValues: { ':one': 1 } },
    },
  ]);
  return refused.length === 0;
}

export async function sharesOf(photoId: string): Promise<number> {
  const { Item } = await documents.send(new GetCommand({ TableName: table(), Key: { pk: `photo#${photoId}` }, ConsistentRead: true }));
  return Number(Item?.shares ?? 0);
}
