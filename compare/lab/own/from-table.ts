import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { OwnLane } from './config.ts';
import { type Stamp, type StampReader, stampOf } from './stamps.ts';
import { fill } from './template.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MOST_KEYS = 100;

/** Stamps in the items that a consumer writes: one read of an item for each message that has none yet. */
export function fromTable(
  client: DynamoDBClient,
  lane: string,
  { table, key, stamp }: NonNullable<OwnLane['stamp']['dynamodb']>,
): StampReader {
  const documents = DynamoDBDocumentClient.from(client);
  const found = new Map<string, Stamp>();
  const keyOf = (id: string) => fill(key, { id, sentAt: 0 }) as Record<string, string>;
  return {
    async read(open) {
      const byKey = new Map(open.map((id) => [JSON.stringify(sorted(keyOf(id))), id]));
      const keys = open.map(keyOf);
      for (let i = 0; i < keys.length; ) {
        const some = keys.slice(i, i + MOST_KEYS);
        const { Responses = {}, UnprocessedKeys = {} } = await documents.send(
          new BatchGetCommand({ RequestItems: { [table]: { Keys: some, ConsistentRead: true } } }),
        );
        for (const item of Object.values(Responses).flat()) {
          const id = byKey.get(JSON.stringify(sorted(Object.fromEntries(Object.keys(key).map((name) => [name, item[name]])))));
          const value = item[stamp];
          if (id !== undefined && value !== undefined)
            found.set(id, { at: stampOf(value, `${lane}, ${table}.${stamp} of ${id}`), times: 1 });
        }
        // what the table had no capacity left for is asked for at the next look
        if (Object.keys(UnprocessedKeys).length > 0) break;
        i += MOST_KEYS;
      }
      return found;
    },
  };
}

const sorted = (key: Record<string, unknown>) => Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1));
