import { PutCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { holds } from '../shared/conditional-write.ts';
import { requiredEnv } from '../shared/env.ts';
import type { UploadStore } from './ports.ts';
import { DAY_S, type Part, type Upload } from './upload.ts';

const TableName = requiredEnv('UPLOADS_TABLE_NAME');

const key = (uploadId: string, sk = 'upload') => ({ uploadId, sk });
const partKey = (n: number) => `part#${String(n).padStart(5, '0')}`;

/** Parts are of no use once their upload is over: DynamoDB forgets them by itself. */
const forgetAt = () => Math.ceil(Date.now() / 1000) + 2 * DAY_S;

/** Marks what the sweep is to look at, and when: only these are in the index `Unfinished`. */
const unfinished = (due: number) => ({ unfinished: 'yes', due });

export const uploadStore: UploadStore & {
  /** What was due by now, oldest first. */
  due(now: number): Promise<Upload[]>;
  /** Nothing is left to be done about it. */
  settle(uploadId: string): Promise<void>;
} = {
  async create(upload) {
    await documents.send(new PutCommand({ TableName, Item: { ...key(upload.uploadId), ...upload, ...unfinished(upload.expiresAt) } }));
  },

  async find(uploadId) {
    const [item] = await query({
      KeyConditionExpression: 'uploadId = :id AND sk = :sk',
      ExpressionAttributeValues: { ':id': uploadId, ':sk': 'upload' },
    });
    return item as Upload | undefined;
  },

  async parts(uploadId) {
    const items = await query({
      KeyConditionExpression: 'uploadId = :id AND begins_with(sk, :part)',
      ExpressionAttributeValues: { ':id': uploadId, ':part': 'part#' },
    });
    return items.map(({ n, size, sha256 }) => ({ n, size, sha256 }) as Part);
  },

  async keepPart(uploadId, part) {
    const Item = { ...key(uploadId, partKey(part.n)), ...part, forgetAt: forgetAt() };
    const kept = await holds(documents.send(new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(sk)' })));
    return kept ? undefined : (await this.parts(uploadId)).find(({ n }) => n === part.n);
  },

  async move(uploadId, from, to, changes = {}, dueInMs) {
    const set = { state: to, ...changes, ...(dueInMs === undefined ? {} : unfinished(Date.now() + dueInMs)) };
    const names = Object.keys(set);
    const states = from.map((_, i) => `:from${i}`);
    return holds(
      documents.send(
        new UpdateCommand({
          TableName,
          Key: key(uploadId),
          UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}${dueInMs === undefined ? ' REMOVE unfinished, due' : ''}`,
          ConditionExpression: `#state IN (${states.join(', ')})`,
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: {
            ...Object.fromEntries(Object.entries(set).map(([name, value]) => [`:${name}`, value])),
            ...Object.fromEntries(from.map((state, i) => [`:from${i}`, state])),
          },
        }),
      ),
    );
  },

  async due(now) {
    return (await query({
      IndexName: 'Unfinished',
      ConsistentRead: false,
      KeyConditionExpression: 'unfinished = :yes AND due <= :now',
      ExpressionAttributeValues: { ':yes': 'yes', ':now': now },
    })) as unknown as Upload[];
  },

  async settle(uploadId) {
    await documents.send(new UpdateCommand({ TableName, Key: key(uploadId), UpdateExpression: 'REMOVE unfinished, due' }));
  },
};

interface Query {
  KeyConditionExpression: string;
  ExpressionAttributeValues: Record<string, unknown>;
  IndexName?: string;
  ConsistentRead?: boolean;
}

async function query(input: Query): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateQuery({ client: documents }, { TableName, ConsistentRead: true, ...input }))
    found.push(...Items);
  return found;
}
