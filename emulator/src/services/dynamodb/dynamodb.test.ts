import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  TransactionCanceledException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator.ts';

let emulator: Emulator;
let client: DynamoDBClient;
let document: DynamoDBDocumentClient;

const connect = (accessKeyId: string, region = 'eu-west-1') =>
  new DynamoDBClient({ endpoint: emulator.endpoint, region, credentials: { accessKeyId, secretAccessKey: 'x' }, maxAttempts: 1 });

const makeTable = (TableName = 'shares') =>
  client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['id', 'owner'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        { IndexName: 'by-owner', KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
      ],
      Tags: [{ Key: 'app', Value: 'photos' }],
    }),
  );

beforeEach(async () => {
  emulator = await startEmulator({ port: 0, frozen: true });
  client = connect('test');
  document = DynamoDBDocumentClient.from(client);
});

afterEach(() => emulator.stop());

test('items are written, read, queried by an index and deleted', async () => {
  const { TableDescription } = await makeTable();
  expect(TableDescription?.TableArn).toBe('arn:aws:dynamodb:eu-west-1:000000000000:table/shares');
  await document.send(new PutCommand({ TableName: 'shares', Item: { id: 'a', owner: 'ann', bytes: new Uint8Array([1, 2]), n: 1 } }));
  await document.send(
    new BatchWriteCommand({
      RequestItems: { shares: [{ PutRequest: { Item: { id: 'b', owner: 'ann' } } }, { PutRequest: { Item: { id: 'c', owner: 'bob' } } }] },
    }),
  );
  expect((await document.send(new GetCommand({ TableName: 'shares', Key: { id: 'a' } }))).Item).toEqual({
    id: 'a',
    owner: 'ann',
    bytes: new Uint8Array([1, 2]),
    n: 1,
  });
  const query = {
    TableName: 'shares',
    IndexName: 'by-owner',
    KeyConditionExpression: '#o = :o',
    ExpressionAttributeNames: { '#o': 'owner' },
    ExpressionAttributeValues: { ':o': 'ann' },
  };
  expect((await document.send(new QueryCommand(query))).Items?.map((item) => item.id).sort()).toEqual(['a', 'b']);
  const updated = await document.send(
    new UpdateCommand({
      TableName: 'shares',
      Key: { id: 'a' },
      UpdateExpression: 'ADD n :one SET seen = :t',
      ExpressionAttributeValues: { ':one': 1, ':t': true },
      ReturnValues: 'ALL_NEW',
    }),
  );
  expect(updated.Attributes).toMatchObject({ n: 2, seen: true });
  await document.send(new DeleteCommand({ TableName: 'shares', Key: { id: 'a' } }));
  expect((await document.send(new ScanCommand({ TableName: 'shares' }))).Count).toBe(2);
});

test('a failed condition gives the existing item back, as idempotency needs it', async () => {
  await makeTable();
  const put = (owner: string) =>
    document.send(
      new PutCommand({
        TableName: 'shares',
        Item: { id: 'a', owner },
        ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
  await put('ann');
  const error = await put('bob').catch((error) => error);
  expect(error).toBeInstanceOf(ConditionalCheckFailedException);
  expect(error.Item).toEqual({ id: { S: 'a' }, owner: { S: 'ann' } });
  const deleted = await document
    .send(new DeleteCommand({ TableName: 'shares', Key: { id: 'a' }, ConditionExpression: 'attribute_not_exists(id)' }))
    .catch((error) => error);
  expect(deleted.name).toBe('ConditionalCheckFailedException');
  expect(deleted.Item).toBeUndefined();
});

test('a transaction happens whole or not at all', async () => {
  await makeTable();
  const write = (condition: string, token?: string) =>
    document.send(
      new TransactWriteCommand({
        ClientRequestToken: token,
        TransactItems: [
          { Update: { TableName: 'shares', Key: { id: 'a' }, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': 1 } } },
          { Put: { TableName: 'shares', Item: { id: 'b', owner: 'bob' } } },
          { ConditionCheck: { TableName: 'shares', Key: { id: 'c' }, ConditionExpression: condition } },
        ],
      }),
    );
  const failed = await write('attribute_exists(id)').catch((error) => error);
  expect(failed).toBeInstanceOf(TransactionCanceledException);
  expect(failed.CancellationReasons.map((reason: { Code: string }) => reason.Code)).toEqual(['None', 'None', 'ConditionalCheckFailed']);
  expect((await document.send(new ScanCommand({ TableName: 'shares' }))).Count).toBe(0);
  await write('attribute_not_exists(id)', 'token');
  await write('attribute_not_exists(id)', 'token');
  const { Responses } = await document.send(
    new TransactGetCommand({ TransactItems: ['a', 'b', 'c'].map((id) => ({ Get: { TableName: 'shares', Key: { id } } })) }),
  );
  expect(Responses?.map((response) => response.Item)).toEqual([{ id: 'a', n: 1 }, { id: 'b', owner: 'bob' }, undefined]);
});

test('what fails late in a transaction is undone', async () => {
  await makeTable();
  await document.send(new PutCommand({ TableName: 'shares', Item: { id: 'text', n: 'many' } }));
  const add = (id: string) => ({
    Update: { TableName: 'shares', Key: { id }, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': 1 } },
  });
  await expect(document.send(new TransactWriteCommand({ TransactItems: [add('new'), add('text')] }))).rejects.toThrow(
    TransactionCanceledException,
  );
  expect((await document.send(new ScanCommand({ TableName: 'shares' }))).Items).toEqual([{ id: 'text', n: 'many' }]);
});

test('many writers at once each add one', async () => {
  await makeTable();
  const add = {
    Update: { TableName: 'shares', Key: { id: 'a' }, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': 1 } },
  };
  const plain = () => document.send(new UpdateCommand(add.Update));
  const inTransaction = () => document.send(new TransactWriteCommand({ TransactItems: [add] }));
  await Promise.all(Array.from({ length: 20 }, () => Promise.all([plain(), inTransaction()])));
  expect((await document.send(new GetCommand({ TableName: 'shares', Key: { id: 'a' } }))).Item).toEqual({ id: 'a', n: 40 });
});

test('items past their time to live are swept', async () => {
  await makeTable();
  await client.send(
    new UpdateTimeToLiveCommand({ TableName: 'shares', TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' } }),
  );
  expect((await client.send(new DescribeTimeToLiveCommand({ TableName: 'shares' }))).TimeToLiveDescription).toEqual({
    TimeToLiveStatus: 'ENABLED',
    AttributeName: 'expires',
  });
  const now = Math.floor(emulator.clock.now() / 1000);
  for (const [id, expires] of Object.entries({ soon: now + 60, late: now + 86_400 }))
    await document.send(new PutCommand({ TableName: 'shares', Item: { id, expires } }));
  await emulator.clock.advance(3_700_000);
  const left = async () => (await document.send(new ScanCommand({ TableName: 'shares' }))).Items?.map((item) => item.id);
  await expect.poll(left).toEqual(['late']);
});

test('tables belong to an account and a region, and say what they are', async () => {
  await makeTable();
  const names = async (other: DynamoDBClient) =>
    (await other.send(new DescribeTableCommand({ TableName: 'shares' })).catch((error) => error)).name;
  expect(await names(connect('111122223333'))).toBe('ResourceNotFoundException');
  expect(await names(connect('test', 'us-east-1'))).toBe('ResourceNotFoundException');
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'shares' }));
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    DeletionProtectionEnabled: false,
  });
  expect((await client.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }))).Tags).toEqual([
    { Key: 'app', Value: 'photos' },
  ]);
});

test('a protected table is not deleted', async () => {
  await makeTable();
  const protect = (DeletionProtectionEnabled: boolean) =>
    client.send(new UpdateTableCommand({ TableName: 'shares', DeletionProtectionEnabled }));
  await protect(true);
  await expect(client.send(new DeleteTableCommand({ TableName: 'shares' }))).rejects.toThrow('protected against deletion');
  await protect(false);
  await client.send(new DeleteTableCommand({ TableName: 'shares' }));
  await makeTable();
  expect((await document.send(new ScanCommand({ TableName: 'shares' }))).Count).toBe(0);
});

test('errors are those of DynamoDB; what is missing says so', async () => {
  await expect(document.send(new GetCommand({ TableName: 'none', Key: { id: 'a' } }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await makeTable();
  await expect(document.send(new GetCommand({ TableName: 'shares', Key: { wrong: 'a' } }))).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'The provided key element does not match the schema',
  });
  const replicas = client.send(new UpdateTableCommand({ TableName: 'shares', ReplicaUpdates: [{ Create: { RegionName: 'us-west-2' } }] }));
  await expect(replicas).rejects.toThrow('The embedded stack does not support dynamodb replicas');
});

test('other services call it in-process', async () => {
  const caller = { account: '000000000000', region: 'eu-west-1' };
  await makeTable();
  await emulator.stack.call(
    'dynamodb',
    'PutItem',
    { TableName: 'shares', Item: { id: { S: 'a' }, bytes: { B: Buffer.from('hi') } } },
    caller,
  );
  expect((await document.send(new GetCommand({ TableName: 'shares', Key: { id: 'a' } }))).Item).toEqual({
    id: 'a',
    bytes: new Uint8Array(Buffer.from('hi')),
  });
});
