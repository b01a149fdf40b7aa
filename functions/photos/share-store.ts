import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { requiredEnv } from '../shared/env.ts';
import type { DeliveryMode, DeliveryOutcome, Stamps } from '../shared/messages.ts';

export interface Share {
  shareId: string;
  photoId: string;
  recipient: string;
  mode: DeliveryMode;
  status: 'requested' | 'delivered' | 'failed';
  mailId?: string;
  reason?: string;
  stamps: Stamps;
}

const key = (shareId: string) => ({ TableName: requiredEnv('PHOTOS_TABLE_NAME'), Key: { pk: `share#${shareId}` } });

export async function findShare(shareId: string): Promise<Share | undefined> {
  const { Item } = await documents.send(new GetCommand({ ...key(shareId), ConsistentRead: true }));
  if (Item === undefined) return undefined;
  const { pk: _, ...share } = Item;
  return share as Share;
}

/** Writes a new share; answers the one that is there already when its id is taken. */
export async function beginShare(share: Share): Promise<Share | undefined> {
  const { TableName, Key } = key(share.shareId);
  try {
    await documents.send(new PutCommand({ TableName, Item: { ...Key, ...share }, ConditionExpression: 'attribute_not_exists(pk)' }));
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return findShare(share.shareId);
  }
}

export type Settled = 'recorded' | 'already-delivered' | 'unknown-share';

/**
 * Writes what became of a share. Outcomes may come twice and in any order, so delivered is final:
 * a failure that arrives late never hides a delivery, and a delivery after a failure corrects it.
 */
export async function settleShare(outcome: Pick<DeliveryOutcome, 'shareId' | 'status' | 'mailId' | 'reason' | 'stamps'>): Promise<Settled> {
  const { status, stamps, mailId, reason } = outcome;
  const sets = ['#status = :status', '#stamps = :stamps'];
  if (mailId !== undefined) sets.push('mailId = :mailId');
  if (reason !== undefined) sets.push('#reason = :reason');
  try {
    await documents.send(
      new UpdateCommand({
        ...key(outcome.shareId),
        UpdateExpression: `SET ${sets.join(', ')}${reason === undefined ? ' REMOVE #reason' : ''}`,
        ConditionExpression: 'attribute_exists(pk) AND #status <> :delivered',
        ExpressionAttributeNames: { '#status': 'status', '#stamps': 'stamps', '#reason': 'reason' },
        ExpressionAttributeValues: {
          ':status': status,
          ':stamps': stamps,
          ':mailId': mailId,
          ':reason': reason,
          ':delivered': 'delivered',
        },
      }),
    );
    return 'recorded';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return (await findShare(outcome.shareId)) === undefined ? 'unknown-share' : 'already-delivered';
  }
}
