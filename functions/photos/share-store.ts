import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { holds } from '../shared/conditional-write.ts';
import { requiredEnv } from '../shared/env.ts';
import type { DeliveryMode, DeliveryOutcome, MailFact, Stamps } from '../shared/messages.ts';

/** `sent` is what the provider has confirmed; `delivered` only that it took the mail. */
export type ShareStatus = 'requested' | 'sending' | 'delivered' | 'sent' | 'failed';

/** A share that has come so far stays there, unless a later fact says otherwise. */
export const FINAL: readonly ShareStatus[] = ['delivered', 'sent', 'failed'];

export interface Share {
  shareId: string;
  photoId: string;
  recipient: string;
  mode: DeliveryMode;
  status: ShareStatus;
  /** Rises with each change, so that who watches can ask for what is newer. */
  version: number;
  history: { version: number; status: ShareStatus; at: number }[];
  /** In the mail's link: whoever has it may see the photo until the link ends. */
  token: string;
  linkExpiresAt: number;
  revokedAt?: number;
  /** The recipient called the mail unwanted. */
  complainedAt?: number;
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

/**
 * What a watcher asks for again and again. Eventually consistent, which costs half: a change is seen some milliseconds later.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html
 */
export async function glanceAtShare(shareId: string): Promise<Pick<Share, 'version' | 'history'> | undefined> {
  const { Item } = await documents.send(
    new GetCommand({ ...key(shareId), ProjectionExpression: '#version, history', ExpressionAttributeNames: { '#version': 'version' } }),
  );
  return Item as Pick<Share, 'version' | 'history'> | undefined;
}

/** Writes a new share; answers the one that is there already when its id is taken. */
export async function beginShare(share: Share): Promise<Share | undefined> {
  const { TableName, Key } = key(share.shareId);
  const put = new PutCommand({ TableName, Item: { ...Key, ...share }, ConditionExpression: 'attribute_not_exists(pk)' });
  return (await holds(documents.send(put))) ? undefined : findShare(share.shareId);
}

/** Marks the link as ended, once; false when there is no such share. */
export async function revokeShare(shareId: string, at: number): Promise<boolean> {
  return change(shareId, {
    UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :at)',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':at': at },
  });
}

export type Settled = 'recorded' | 'known' | 'unknown-share';

/**
 * Writes what became of a share. Outcomes may come twice and in any order, so a delivery is final: a failure that arrives late never
 * hides it, and a delivery after a failure corrects that. `sending` says the least, and comes after nothing but the request.
 */
export async function settleShare(outcome: Pick<DeliveryOutcome, 'shareId' | 'status' | 'mailId' | 'reason' | 'stamps'>): Promise<Settled> {
  const { shareId, status, stamps, mailId, reason } = outcome;
  const from: ShareStatus[] = status === 'sending' ? ['requested'] : ['requested', 'sending', 'failed'];
  const more = { stamps, ...(mailId ? { mailId } : {}), ...(reason ? { reason } : {}) };
  return move(shareId, status, more, `#status IN (${from.map((_, i) => `:from${i}`).join(', ')})`, {
    ...Object.fromEntries(from.map((each, i) => [`:from${i}`, each])),
  });
}

/** Writes what the provider found out later. Of two facts the later one holds, by the provider's clock; a complaint is beside them. */
export async function recordFact({ shareId, mailId, fact, at, reason }: MailFact): Promise<Settled> {
  if (fact === 'complained') {
    const complaint = 'SET complainedAt = if_not_exists(complainedAt, :at)';
    const noted = await change(shareId, {
      UpdateExpression: complaint,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':at': at },
    });
    return noted ? 'recorded' : 'unknown-share';
  }
  const status = fact === 'sent' ? 'sent' : 'failed';
  const more = { mailId, factAt: at, ...(fact === 'bounced' ? { reason: `The mail bounced: ${reason ?? 'no reason given'}` } : {}) };
  return move(shareId, status, more, '(attribute_not_exists(factAt) OR factAt < :factAt)');
}

/** One step of a share's history, under a condition. */
async function move(
  shareId: string,
  status: ShareStatus,
  more: Record<string, unknown>,
  condition: string,
  values: Record<string, unknown> = {},
): Promise<Settled> {
  const share = await findShare(shareId);
  if (share === undefined) return 'unknown-share';
  const next = { version: share.version + 1, status, at: Date.now() };
  const set = { status, version: next.version, ...more };
  const names = Object.keys(set);
  const moved = await change(shareId, {
    UpdateExpression: `SET history = list_append(history, :next), ${names.map((name) => `#${name} = :${name}`).join(', ')}${'reason' in more ? '' : ' REMOVE #reason'}`,
    ConditionExpression: `#version = :before AND ${condition}`,
    ExpressionAttributeNames: { '#reason': 'reason', '#status': 'status', ...Object.fromEntries(names.map((name) => [`#${name}`, name])) },
    ExpressionAttributeValues: {
      ...values,
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
      ':before': share.version,
      ':next': [next],
    },
  });
  if (moved) return 'recorded';
  const now = await findShare(shareId);
  // somebody else's step came between: look again from there
  return now !== undefined && now.version > share.version ? move(shareId, status, more, condition, values) : 'known';
}

/** Answers whether the condition held. */
async function change(
  shareId: string,
  update: Omit<ConstructorParameters<typeof UpdateCommand>[0], 'TableName' | 'Key'>,
): Promise<boolean> {
  return holds(documents.send(new UpdateCommand({ ...key(shareId), ...update })));
}
