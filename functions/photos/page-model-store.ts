import { BatchGetCommand, DeleteCommand, PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { holds } from '../shared/conditional-write.ts';
import { requiredEnv } from '../shared/env.ts';
import { type ModelEntry, SOURCES, type Source } from './page-model.ts';

const table = () => requiredEnv('PAGE_MODEL_TABLE_NAME');

/** Keeps the entry if it is newer than what is kept: false for one that came late or twice. The condition is checked with the write. */
export async function keepNewer(entry: ModelEntry): Promise<boolean> {
  const { source, userId, ...rest } = entry;
  return holds(
    documents.send(
      new PutCommand({
        TableName: table(),
        Item: { pk: `${source}#${userId}`, ...rest },
        ConditionExpression: 'attribute_not_exists(pk) OR revision < :revision',
        ExpressionAttributeValues: { ':revision': entry.revision },
      }),
    ),
  );
}

/** Notes the latest moment of which a source has told. */
export async function noteHeard(source: Source, date: string): Promise<boolean> {
  return holds(
    documents.send(
      new UpdateCommand({
        TableName: table(),
        Key: { pk: `heard#${source}` },
        UpdateExpression: 'SET #date = :date',
        ConditionExpression: 'attribute_not_exists(#date) OR #date < :date',
        ExpressionAttributeNames: { '#date': 'date' },
        ExpressionAttributeValues: { ':date': date },
      }),
    ),
  );
}

export interface ModelOfUser {
  entries: Partial<Record<Source, Omit<ModelEntry, 'source' | 'userId'>>>;
  heard: Partial<Record<Source, string>>;
}

/** All that the page needs, in one request. */
export async function modelOf(userId: string): Promise<ModelOfUser> {
  const Keys = SOURCES.flatMap((source) => [{ pk: `${source}#${userId}` }, { pk: `heard#${source}` }]);
  const { Responses, UnprocessedKeys } = await documents.send(new BatchGetCommand({ RequestItems: { [table()]: { Keys } } }));
  if (Object.keys(UnprocessedKeys ?? {}).length > 0) throw new Error('DynamoDB answered a part of the read model only');
  const found = new Map((Responses?.[table()] ?? []).map((item) => [String(item.pk), item]));
  const model: ModelOfUser = { entries: {}, heard: {} };
  for (const source of SOURCES) {
    const entry = found.get(`${source}#${userId}`);
    if (entry) model.entries[source] = entry as ModelOfUser['entries'][Source];
    const heard = found.get(`heard#${source}`);
    if (heard) model.heard[source] = String(heard.date);
  }
  return model;
}

/** Forgets everything: what is kept here is only repeated. */
export async function forgetAll(): Promise<number> {
  let forgotten = 0;
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await documents.send(
      new ScanCommand({ TableName: table(), ProjectionExpression: 'pk', ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) }),
    );
    for (const { pk } of page.Items ?? []) await documents.send(new DeleteCommand({ TableName: table(), Key: { pk } }));
    forgotten += page.Items?.length ?? 0;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return forgotten;
}
