import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { COUNTERS, DEFAULT_KNOBS, type Knobs, type Stats } from './knobs.ts';
import type { Entry, Store, Stores } from './store.ts';

type Condition = Pick<PutCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'>;

/**
 * The stores of the function: every environment sees the same entries, knobs and counts.
 * A third party's entries are one partition, by id; its knobs and counts stand in another.
 */
export function dynamodbStores(TableName: string): Stores {
  const client = new DynamoDBClient({
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const get = async (Key: Record<string, string>) => (await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;

  return <Kept extends Entry>(party: string): Store<Kept> => {
    const pk = `${party}#entries`;
    const knobsKey = { pk: `${party}#service`, sk: 'knobs' };
    const statsKey = { pk: `${party}#service`, sk: 'stats' };
    const find = async (id: string) => (await get({ pk, sk: id }))?.entry as Kept | undefined;
    // every write has a name of its own, by which it is seen that somebody else has written since
    const put = (entry: Kept, condition: Condition = {}) =>
      documents.send(new PutCommand({ TableName, Item: { pk, sk: entry.id, entry, revision: randomUUID() }, ...condition }));
    const putIf = async (entry: Kept, condition: Condition) => {
      try {
        await put(entry, condition);
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    };

    async function list(): Promise<Kept[]> {
      const entries: Kept[] = [];
      const query = { TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk }, ConsistentRead: true };
      for await (const page of paginateQuery({ client: documents }, query)) for (const item of page.Items ?? []) entries.push(item.entry);
      return entries.sort((a, b) => a.receivedAt - b.receivedAt);
    }

    return {
      async add(entry) {
        if (await putIf(entry, { ConditionExpression: 'attribute_not_exists(pk)' })) return { entry, duplicate: false };
        return { entry: (await find(entry.id)) ?? entry, duplicate: true };
      },
      async put(entry) {
        await put(entry);
      },
      async update(id, change) {
        for (;;) {
          const item = await get({ pk, sk: id });
          if (item === undefined) return undefined;
          const after = change(item.entry);
          const still = { ConditionExpression: 'revision = :seen', ExpressionAttributeValues: { ':seen': item.revision } };
          if (after === item.entry || (await putIf(after, still))) return after;
        }
      },
      find,
      async remove(id) {
        await documents.send(new DeleteCommand({ TableName, Key: { pk, sk: id } }));
      },
      list,
      async clear() {
        for (const { id } of await list()) await documents.send(new DeleteCommand({ TableName, Key: { pk, sk: id } }));
        await documents.send(new DeleteCommand({ TableName, Key: statsKey }));
      },
      knobs: async () => ({ ...DEFAULT_KNOBS, ...((await get(knobsKey))?.knobs as Knobs | undefined) }),
      async setKnobs(knobs) {
        await documents.send(new PutCommand({ TableName, Item: { ...knobsKey, knobs } }));
      },
      async count(...counters) {
        const ExpressionAttributeNames = Object.fromEntries(counters.map((counter, i) => [`#c${i}`, counter]));
        const UpdateExpression = `ADD ${counters.map((_, i) => `#c${i} :one`).join(', ')}`;
        await documents.send(
          new UpdateCommand({
            TableName,
            Key: statsKey,
            UpdateExpression,
            ExpressionAttributeNames,
            ExpressionAttributeValues: { ':one': 1 },
          }),
        );
      },
      async stats() {
        const kept = (await get(statsKey)) ?? {};
        return Object.fromEntries(COUNTERS.map((counter) => [counter, Number(kept[counter] ?? 0)])) as Stats;
      },
    };
  };
}
