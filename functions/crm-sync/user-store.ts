import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { holds } from '../shared/conditional-write.ts';
import { requiredEnv } from '../shared/env.ts';
import type { CrmChange } from './messages.ts';

export interface CrmUser {
  userId: string;
  email: string;
  /** The CRM's, of the change that was applied last. */
  version: number;
  source: CrmChange['source'];
  /** How many changes were applied to it. */
  applied: number;
  appliedAt: number;
}

const TableName = requiredEnv('CRM_TABLE_NAME');
const CURSOR = { pk: 'reconcile' };

export async function findUser(userId: string): Promise<CrmUser | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName, Key: { pk: `user#${userId}` }, ConsistentRead: true }));
  if (Item === undefined) return undefined;
  const { pk: _, ...user } = Item;
  return { userId, ...user } as CrmUser;
}

/** Applies the change unless the user is at that version or a newer one already: one conditional write, so that no two can cross. */
export async function applyIfNewer({ userId, email, crmVersion, source }: CrmChange): Promise<boolean> {
  return holds(
    documents.send(
      new UpdateCommand({
        TableName,
        Key: { pk: `user#${userId}` },
        UpdateExpression: 'SET email = :email, #version = :version, #source = :source, appliedAt = :now ADD applied :one',
        ConditionExpression: 'attribute_not_exists(pk) OR #version < :version',
        ExpressionAttributeNames: { '#version': 'version', '#source': 'source' },
        ExpressionAttributeValues: { ':email': email, ':version': crmVersion, ':source': source, ':now': Date.now(), ':one': 1 },
      }),
    ),
  );
}

/** How far the CRM's list of changes has been read. */
export async function readCursor(): Promise<number> {
  const { Item } = await documents.send(new GetCommand({ TableName, Key: CURSOR, ConsistentRead: true }));
  return Number(Item?.seen ?? 0);
}

/** Only forward: of two runs at once the slower one says nothing new. */
export async function moveCursor(seen: number): Promise<void> {
  const ConditionExpression = 'attribute_not_exists(pk) OR seen < :seen';
  const Item = { ...CURSOR, seen, at: Date.now() };
  await holds(documents.send(new PutCommand({ TableName, Item, ConditionExpression, ExpressionAttributeValues: { ':seen': seen } })));
}
