import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { requiredEnv } from '../shared/env.ts';
import { HttpError } from '../shared/errors.ts';
import type { Account, AccountStore, Design } from './account.ts';

const TableName = requiredEnv('ACCOUNTS_TABLE_NAME');

async function findAccount(accountId: string): Promise<Account | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName, Key: { accountId }, ConsistentRead: true }));
  return Item as Account | undefined;
}

export const accountStore: AccountStore = {
  async create(account) {
    try {
      await documents.send(new PutCommand({ TableName, Item: account, ConditionExpression: 'attribute_not_exists(accountId)' }));
      return account;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const there = await findAccount(account.accountId);
      // the same person who asks again, since the first answer was lost, has the same account
      if (there?.email === account.email && there.design === account.design) return there;
      throw new HttpError(409, 'ACCOUNT_TAKEN', `The account ${account.accountId} is somebody else's.`);
    }
  },
  find: findAccount,
  async remove(accountId) {
    await documents.send(new DeleteCommand({ TableName, Key: { accountId } }));
  },
  async list(design: Design, since: number) {
    const found: Account[] = [];
    const scan = {
      TableName,
      ConsistentRead: true,
      FilterExpression: 'design = :design AND signedUpAt >= :since',
      ExpressionAttributeValues: { ':design': design, ':since': since },
    };
    for await (const { Items = [] } of paginateScan({ client: documents }, scan)) found.push(...(Items as Account[]));
    return found;
  },
};
