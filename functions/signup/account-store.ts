import { DeleteCommand, GetCommand, PutCommand, paginateScan, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { holds } from '../shared/conditional-write.ts';
import { requiredEnv } from '../shared/env.ts';
import { HttpError } from '../shared/errors.ts';
import { type Account, type AccountStore, type Design, UNDO_ENDS_MS } from './account.ts';

const TableName = requiredEnv('ACCOUNTS_TABLE_NAME');

async function findAccount(accountId: string): Promise<Account | undefined> {
  const { Item } = await documents.send(new GetCommand({ TableName, Key: { accountId }, ConsistentRead: true }));
  return Item as Account | undefined;
}

export const accountStore: AccountStore = {
  async create(account) {
    const put = new PutCommand({ TableName, Item: account, ConditionExpression: 'attribute_not_exists(accountId)' });
    if (await holds(documents.send(put))) return { account, made: true };
    const there = await findAccount(account.accountId);
    // the same person who asks again, since the first answer was lost, has the same account
    if (there?.email === account.email && there.design === account.design) return { account: there, made: false };
    throw new HttpError(409, 'ACCOUNT_TAKEN', `The account ${account.accountId} is somebody else's.`);
  },
  find: findAccount,
  complete: (accountId) =>
    holds(
      documents.send(
        new UpdateCommand({
          ...{ TableName, Key: { accountId }, UpdateExpression: 'SET complete = :yes' },
          ...{
            ConditionExpression: 'attribute_exists(accountId) AND attribute_not_exists(undoing)',
            ExpressionAttributeValues: { ':yes': true },
          },
        }),
      ),
    ),
  beginUndo: ({ accountId, signedUpAt }, now) =>
    holds(
      documents.send(
        new UpdateCommand({
          ...{ TableName, Key: { accountId }, UpdateExpression: 'SET undoing = :now' },
          ConditionExpression:
            'signedUpAt = :mine AND attribute_not_exists(complete) AND (attribute_not_exists(undoing) OR undoing < :dead)',
          ExpressionAttributeValues: { ':mine': signedUpAt, ':now': now, ':dead': now - UNDO_ENDS_MS },
        }),
      ),
    ),
  async remove(accountId, undoing) {
    const mine = { ConditionExpression: 'undoing = :mine', ExpressionAttributeValues: { ':mine': undoing } };
    // one that isn't there is removed: the SDK may have repeated the request
    await holds(documents.send(new DeleteCommand({ TableName, Key: { accountId }, ...mine })));
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
