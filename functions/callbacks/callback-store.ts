import { GetCommand, PutCommand, paginateQuery, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { documents } from '../shared/clients/dynamodb.ts';
import { holds } from '../shared/conditional-write.ts';
import { requiredEnv } from '../shared/env.ts';
import type { Outcome } from './messages.ts';
import { type Delivery, type Endpoint, endpointIdOf, type Result } from './records.ts';
import { newSecret } from './secrets.ts';

const TableName = requiredEnv('CALLBACKS_TABLE_NAME');
const endpointKey = (endpointId: string) => ({ pk: `endpoint#${endpointId}`, sk: 'endpoint' });
const deliveryKey = (endpointId: string, deliveryId: string) => ({ pk: `endpoint#${endpointId}`, sk: `delivery#${deliveryId}` });

async function get<Item>(Key: Record<string, string>): Promise<Item | undefined> {
  return (await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item as Item | undefined;
}

/** Writes unless there is one of that key; answers whether it wrote. */
async function putNew(Item: Record<string, unknown>): Promise<boolean> {
  return holds(documents.send(new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' })));
}

const update = (Key: Record<string, string>, input: Omit<UpdateCommandInput, 'TableName' | 'Key'>) =>
  documents.send(new UpdateCommand({ TableName, Key, ...input }));

async function below<Item>(pk: string, prefix: string): Promise<Item[]> {
  const items: Item[] = [];
  const query = {
    TableName,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    ConsistentRead: true,
  };
  for await (const page of paginateQuery({ client: documents }, query)) items.push(...((page.Items ?? []) as Item[]));
  return items;
}

export const store = {
  findEndpoint: (endpointId: string) => get<Endpoint>(endpointKey(endpointId)),
  findDelivery: (endpointId: string, deliveryId: string) => get<Delivery>(deliveryKey(endpointId, deliveryId)),
  deliveriesOf: (endpointId: string) => below<Delivery>(`endpoint#${endpointId}`, 'delivery#'),

  async addEndpoint(owner: string, url: string, registration: string): Promise<Endpoint> {
    const endpointId = endpointIdOf(owner, url);
    const made: Endpoint = {
      ...{ endpointId, owner, url, secret: newSecret(), registration },
      ...{ status: 'active', failures: 0, disabledTimes: 0 },
    };
    if (await putNew({ ...endpointKey(endpointId), ...made })) return made;
    return (await store.findEndpoint(endpointId)) ?? made;
  },
  /** False when its secret is not what it was. */
  changeSecret: ({ endpointId, secret }: Endpoint, next: Required<Pick<Endpoint, 'secret' | 'previous'>>) =>
    holds(
      update(endpointKey(endpointId), {
        UpdateExpression: 'SET secret = :next, previous = :previous REMOVE registration',
        ConditionExpression: 'secret = :secret',
        ExpressionAttributeValues: { ':secret': secret, ':next': next.secret, ':previous': next.previous },
      }),
    ),
  async subscribe(subject: string, outcome: Outcome, endpointId: string) {
    await putNew({ pk: `subject#${subject}`, sk: `${outcome}#${endpointId}`, endpointId });
  },
  async subscribersOf({ subject, outcome }: Pick<Result, 'subject' | 'outcome'>): Promise<string[]> {
    return (await below<{ endpointId: string }>(`subject#${subject}`, `${outcome}#`)).map(({ endpointId }) => endpointId);
  },
  /** The first word counts: a repetition has the same meaning, and must not get another body. */
  async noteResult(result: Result): Promise<Result> {
    const key = { pk: `subject#${result.subject}`, sk: `result#${result.outcome}` };
    return (await putNew({ ...key, ...result })) ? result : ((await get<Result>(key)) ?? result);
  },
  resultOf: (subject: string, outcome: Outcome) => get<Result>({ pk: `subject#${subject}`, sk: `result#${outcome}` }),
  async addDelivery(delivery: Delivery) {
    await putNew({ ...deliveryKey(delivery.endpointId, delivery.deliveryId), ...delivery });
  },

  /**
   * Answers whether it was noted: not if somebody else has noted something since `delivery` was read. SQS may hand out a message twice, and
   * what a slow attempt has to say must not undo the end that another one came to. Only `delivered` stands whatever was said meanwhile.
   */
  noteDelivery: ({ endpointId, deliveryId, ...before }: Delivery, state: Delivery['state'], attempts: number, last: string) =>
    holds(
      update(deliveryKey(endpointId, deliveryId), {
        UpdateExpression: 'SET #state = :state, attempts = :attempts, #last = :last, changedAt = :now',
        ExpressionAttributeNames: { '#state': 'state', '#last': 'last' },
        ExpressionAttributeValues: {
          ...{ ':state': state, ':attempts': attempts, ':last': last, ':now': Date.now() },
          ...(state === 'delivered' ? {} : { ':before': before.state, ':had': before.attempts }),
        },
        ...(state === 'delivered' ? {} : { ConditionExpression: '#state = :before AND attempts = :had' }),
      }),
    ),
  /** Answers the failures since the last success. */
  async countFailure(endpointId: string): Promise<number> {
    const { Attributes } = await update(endpointKey(endpointId), {
      UpdateExpression: 'ADD failures :one',
      ExpressionAttributeValues: { ':one': 1 },
      ReturnValues: 'UPDATED_NEW',
    });
    return Number(Attributes?.failures ?? 1);
  },
  /** It answers well (again): nobody has to wait any longer. */
  async clearFailures(endpointId: string) {
    await update(endpointKey(endpointId), {
      UpdateExpression: 'SET failures = :none REMOVE probe',
      ExpressionAttributeValues: { ':none': 0 },
    });
  },
  /** One delivery at a time gets it. */
  claimProbe: (endpointId: string, deliveryId: string) =>
    holds(
      update(endpointKey(endpointId), {
        UpdateExpression: 'SET probe = :me',
        ConditionExpression: 'attribute_not_exists(probe) OR probe = :me',
        ExpressionAttributeValues: { ':me': deliveryId },
      }),
    ),
  releaseProbe: (endpointId: string, deliveryId: string) =>
    holds(
      update(endpointKey(endpointId), {
        UpdateExpression: 'REMOVE probe',
        ConditionExpression: 'probe = :me',
        ExpressionAttributeValues: { ':me': deliveryId },
      }),
    ),
  disable: (endpointId: string, time: number) =>
    holds(
      update(endpointKey(endpointId), {
        UpdateExpression: 'SET #status = :disabled, disabledTimes = :time REMOVE probe',
        ConditionExpression: 'disabledTimes < :time',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':disabled': 'disabled', ':time': time },
      }),
    ),
  async enable(endpointId: string) {
    await update(endpointKey(endpointId), {
      UpdateExpression: 'SET #status = :active, failures = :none REMOVE probe',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':active': 'active', ':none': 0 },
    });
  },
};
export type CallbackStore = typeof store;
