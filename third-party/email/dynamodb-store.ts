import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { COUNTERS, DEFAULT_KNOBS, type Knobs, type Stats, type StoredMail } from './schema.ts';
import type { EmailStore } from './store.ts';

const KNOBS = { pk: 'service', sk: 'knobs' };
const STATS = { pk: 'service', sk: 'stats' };

/** The store of the function: every environment sees the same inbox, knobs and counts. Mails are the partition "mail", by id. */
export function dynamodbStore(TableName: string): EmailStore {
  const client = new DynamoDBClient({
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const get = async (Key: Record<string, string>) => (await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
  const find = async (id: string) => (await get({ pk: 'mail', sk: id }))?.mail as StoredMail | undefined;

  async function list(): Promise<StoredMail[]> {
    const mails: StoredMail[] = [];
    const query = { TableName, KeyConditionExpression: 'pk = :mail', ExpressionAttributeValues: { ':mail': 'mail' }, ConsistentRead: true };
    for await (const page of paginateQuery({ client: documents }, query)) for (const item of page.Items ?? []) mails.push(item.mail);
    return mails.sort((a, b) => a.receivedAt - b.receivedAt);
  }

  return {
    async add(mail) {
      try {
        const Item = { pk: 'mail', sk: mail.id, mail };
        await documents.send(new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' }));
        return { mail, duplicate: false };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return { mail: (await find(mail.id)) ?? mail, duplicate: true };
      }
    },
    find,
    list: async ({ recipient, shareId }) =>
      (await list()).filter(
        (mail) => (recipient === undefined || mail.to === recipient) && (shareId === undefined || mail.shareId === shareId),
      ),
    async clear() {
      for (const { id } of await list()) await documents.send(new DeleteCommand({ TableName, Key: { pk: 'mail', sk: id } }));
      await documents.send(new DeleteCommand({ TableName, Key: STATS }));
    },
    knobs: async () => ({ ...DEFAULT_KNOBS, ...((await get(KNOBS))?.knobs as Knobs | undefined) }),
    async setKnobs(knobs) {
      await documents.send(new PutCommand({ TableName, Item: { ...KNOBS, knobs } }));
    },
    async count(...counters) {
      const ExpressionAttributeNames = Object.fromEntries(counters.map((counter, i) => [`#c${i}`, counter]));
      const UpdateExpression = `ADD ${counters.map((_, i) => `#c${i} :one`).join(', ')}`;
      await documents.send(
        new UpdateCommand({ TableName, Key: STATS, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues: { ':one': 1 } }),
      );
    },
    async stats() {
      const kept = (await get(STATS)) ?? {};
      return Object.fromEntries(COUNTERS.map((counter) => [counter, Number(kept[counter] ?? 0)])) as Stats;
    },
  };
}
