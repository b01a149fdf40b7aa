import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { holds } from '../shared/conditional-write.ts';
import { requiredEnv } from '../shared/env.ts';
import { transact } from '../shared/transact.ts';

export interface Transfer {
  from: string;
  to: string;
  /** In cents. */
  amount: number;
}

const at = (pk: string) => ({ TableName: requiredEnv('WALLETS_TABLE_NAME'), Key: { pk } });

export async function findBalance(wallet: string): Promise<number | undefined> {
  const { Item } = await documents.send(new GetCommand({ ...at(`wallet#${wallet}`), ConsistentRead: true }));
  return Item?.balance;
}

/** Opens a wallet; one that is open stays as it is. */
export async function openWallet(wallet: string, balance: number): Promise<void> {
  const { TableName, Key } = at(`wallet#${wallet}`);
  await holds(documents.send(new PutCommand({ TableName, Item: { ...Key, balance }, ConditionExpression: 'attribute_not_exists(pk)' })));
}

export async function findTransfer(key: string): Promise<Transfer | undefined> {
  return (await documents.send(new GetCommand({ ...at(`transfer#${key}`), ConsistentRead: true }))).Item as Transfer | undefined;
}

/**
 * Moves money: both balances and the record of the transfer, all or nothing. The condition on the balance is checked with the write, so that
 * two at once can't both spend the same money; the record's key makes a repeated request find the first one's.
 */
export async function moveMoney(key: string, { from, to, amount }: Transfer): Promise<'moved' | 'known' | 'too little' | 'no such wallet'> {
  const { TableName, Key } = at(`transfer#${key}`);
  const change = (wallet: string, by: number, condition: string) => ({
    Update: {
      ...at(`wallet#${wallet}`),
      UpdateExpression: 'SET balance = balance + :by',
      ConditionExpression: condition,
      ExpressionAttributeValues: { ':by': by, ...(by < 0 ? { ':least': -by } : {}) },
    },
  });
  const failed = await transact([
    { Put: { TableName, Item: { ...Key, from, to, amount }, ConditionExpression: 'attribute_not_exists(pk)' } },
    change(from, -amount, 'balance >= :least'),
    change(to, amount, 'attribute_exists(pk)'),
  ]);
  if (failed.length === 0) return 'moved';
  if (failed.includes(0)) return 'known';
  return failed.includes(2) || (await findBalance(from)) === undefined ? 'no such wallet' : 'too little';
}
