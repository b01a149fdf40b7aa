import {
  DeleteTableCommand,
  DescribeTableCommand,
  TransactionCanceledException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  type _Record,
  DescribeStreamCommand,
  GetRecordsCommand,
  type GetShardIteratorCommandInput,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { BatchWriteCommand, DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startStreams } from './testing.ts';

let stack: Awaited<ReturnType<typeof startStreams>>;
beforeEach(async () => {
  stack = await startStreams();
});
afterEach(() => stack.emulator.stop());

const TableName = 'photos';
const put = (id: string, more: object = {}) => stack.document.send(new PutCommand({ TableName, Item: { id, at: 1, ...more } }));
const names = (records: _Record[]) => records.map(({ eventName }) => eventName);
const bySequence = (records: _Record[]) =>
  records.toSorted((a, b) => (`${a.dynamodb?.SequenceNumber}` < `${b.dynamodb?.SequenceNumber}` ? -1 : 1));

test('every change has a record with both images, in the shape of AWS', async () => {
  const arn = await stack.makeTable(TableName, 'NEW_AND_OLD_IMAGES');
  await put('a', { n: 1, bytes: new Uint8Array([1, 2]) });
  await stack.document.send(
    new UpdateCommand({ TableName, Key: { id: 'a', at: 1 }, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': 1 } }),
  );
  await stack.document.send(new DeleteCommand({ TableName, Key: { id: 'a', at: 1 } }));
  const records = await stack.readAll(arn);
  const Keys = { id: { S: 'a' }, at: { N: '1' } };
  const image = (n: string) => ({ ...Keys, n: { N: n }, bytes: { B: new Uint8Array([1, 2]) } });
  expect(records[0]).toEqual({
    eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-1',
    dynamodb: {
      ApproximateCreationDateTime: new Date(Math.floor(stack.emulator.clock.now() / 1000) * 1000),
      Keys,
      NewImage: image('1'),
      SequenceNumber: expect.stringMatching(/^\d{21}$/),
      SizeBytes: expect.any(Number),
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  });
  expect(records[1]).toMatchObject({ eventName: 'MODIFY', dynamodb: { OldImage: image('1'), NewImage: image('2') } });
  expect(records[2]).toMatchObject({ eventName: 'REMOVE', dynamodb: { OldImage: image('2') } });
  expect(records[2]?.dynamodb?.NewImage).toBeUndefined();
  const hop = await stack.emulator.events.waitFor(({ type }) => type === 'dynamodb.changed');
  expect(hop).toMatchObject({ resource: arn, messageId: records[0]?.eventID, detail: { table: TableName, eventName: 'INSERT' } });
});

test.each([
  ['KEYS_ONLY', [false, false]],
  ['NEW_IMAGE', [true, false]],
  ['OLD_IMAGE', [false, true]],
  ['NEW_AND_OLD_IMAGES', [true, true]],
] as const)('%s', async (view, images) => {
  const arn = await stack.makeTable(TableName, view);
  await put('a', { n: 1 });
  await put('a', { n: 2 });
  const [, changed] = await stack.readAll(arn);
  expect([changed?.dynamodb?.NewImage !== undefined, changed?.dynamodb?.OldImage !== undefined]).toEqual(images);
  expect(changed?.dynamodb?.Keys).toEqual({ id: { S: 'a' }, at: { N: '1' } });
});

test('a write that changes nothing, or that is refused, has no record', async () => {
  const arn = await stack.makeTable(TableName, 'NEW_AND_OLD_IMAGES');
  const item = { tags: new Set(['x', 'y']), map: { a: 1, b: [1, null] }, n: 1 };
  await put('a', item);
  await put('a', { ...item, tags: new Set(['y', 'x']), map: { b: [1, null], a: 1 } });
  const UpdateExpression = 'SET n = :n';
  const update = { TableName, Key: { id: 'a', at: 1 }, UpdateExpression, ExpressionAttributeValues: { ':n': 1 } };
  await stack.document.send(new UpdateCommand(update));
  await stack.document.send(new DeleteCommand({ TableName, Key: { id: 'none', at: 1 } }));
  await expect(stack.document.send(new UpdateCommand({ ...update, ConditionExpression: 'n > :n' }))).rejects.toThrow('conditional');
  expect(names(await stack.readAll(arn))).toEqual(['INSERT']);
});

test('a batch has a record an item', async () => {
  const arn = await stack.makeTable(TableName, 'KEYS_ONLY');
  await put('gone');
  const puts = ['a', 'b', 'c'].map((id) => ({ PutRequest: { Item: { id, at: 1 } } }));
  const RequestItems = { [TableName]: [...puts, { DeleteRequest: { Key: { id: 'gone', at: 1 } } }] };
  await stack.document.send(new BatchWriteCommand({ RequestItems }));
  const ids = (await stack.readAll(arn)).map(({ eventName, dynamodb }) => `${eventName} ${dynamodb?.Keys?.id?.S}`);
  expect(ids.sort()).toEqual(['INSERT a', 'INSERT b', 'INSERT c', 'INSERT gone', 'REMOVE gone']);
});

test('a transaction has all its records or none', async () => {
  const arn = await stack.makeTable(TableName, 'NEW_AND_OLD_IMAGES');
  await put('text', { n: 'many' });
  const add = (id: string) => ({
    Update: { TableName, Key: { id, at: 1 }, UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': 1 } },
  });
  const write = (...ids: string[]) =>
    stack.document.send(new TransactWriteCommand({ TransactItems: ids.map(add), ClientRequestToken: ids.join() }));
  await expect(write('a', 'text')).rejects.toThrow(TransactionCanceledException);
  expect(names(await stack.readAll(arn))).toEqual(['INSERT']);
  await write('a', 'b');
  await write('a', 'b');
  expect(names(bySequence(await stack.readAll(arn)))).toEqual(['INSERT', 'INSERT', 'INSERT']);
});

test('an item whose time is over is removed by the service itself', async () => {
  const arn = await stack.makeTable(TableName, 'OLD_IMAGE');
  const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires' };
  await stack.client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  await put('a', { expires: Math.floor(stack.emulator.clock.now() / 1000) + 60 });
  await stack.emulator.clock.advance(3_700_000);
  const userIdentity = { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' };
  await expect.poll(async () => (await stack.readAll(arn)).at(-1)).toMatchObject({ eventName: 'REMOVE', userIdentity });
});

test('a stream is switched on and off; what it held can be read for a day, also when the table is gone', async () => {
  await stack.makeTable();
  const set = (StreamEnabled: boolean, more: object = {}) =>
    stack.client.send(new UpdateTableCommand({ TableName, StreamSpecification: { StreamEnabled, ...more } }));
  await expect(set(false)).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Table has no stream to disable: TableName: photos',
  });
  await put('before');
  const { TableDescription } = await set(true, { StreamViewType: 'NEW_IMAGE' });
  const arn = TableDescription?.LatestStreamArn ?? '';
  expect(TableDescription).toMatchObject({
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    LatestStreamLabel: arn.split('/').at(-1),
  });
  await expect(set(true, { StreamViewType: 'KEYS_ONLY' })).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Table already has an enabled stream: TableName: photos',
  });
  await put('on');
  await set(false);
  await put('off');
  const { Table } = await stack.client.send(new DescribeTableCommand({ TableName }));
  expect([Table?.LatestStreamArn, Table?.StreamSpecification]).toEqual([arn, undefined]);
  await set(true, { StreamViewType: 'KEYS_ONLY' });
  await put('again');
  await stack.client.send(new DeleteTableCommand({ TableName }));
  const { Streams = [] } = await stack.streams.send(new ListStreamsCommand({ TableName }));
  expect(Streams).toHaveLength(2);
  const ids = async ({ StreamArn = '' }) => (await stack.readAll(StreamArn)).map(({ dynamodb }) => dynamodb?.Keys?.id?.S);
  expect(await Promise.all(Streams.map(ids))).toEqual([['on'], ['again']]);
  const { StreamDescription } = await stack.streams.send(new DescribeStreamCommand({ StreamArn: arn }));
  expect(StreamDescription).toMatchObject({ StreamStatus: 'DISABLED', StreamViewType: 'NEW_IMAGE', TableName });
  expect(StreamDescription?.Shards?.every((shard) => shard.SequenceNumberRange?.EndingSequenceNumber)).toBe(true);
  await stack.emulator.clock.advance(24 * 3600_000);
  expect((await stack.streams.send(new ListStreamsCommand({}))).Streams).toEqual([]);
  await expect(stack.readAll(arn)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Requested resource not found: Stream: ${arn} not found`,
  });
});

test('iterators start where they say, and pages go on', async () => {
  const StreamArn = await stack.makeTable(TableName, 'NEW_IMAGE');
  for (let n = 0; n < 5; n++) await put('a', { n });
  const all = await stack.readAll(StreamArn);
  const event = await stack.emulator.events.waitFor(({ type }) => type === 'dynamodb.changed');
  const ShardId = String(event.detail?.shard);
  const read = async (ShardIteratorType: GetShardIteratorCommandInput['ShardIteratorType'], SequenceNumber?: string) => {
    const ShardIterator = await stack.iterator({ StreamArn, ShardId, ShardIteratorType, SequenceNumber });
    return stack.streams.send(new GetRecordsCommand({ ShardIterator, Limit: 2 }));
  };
  const numbers = ({ Records = [] }: { Records?: _Record[] | undefined }) =>
    Records.map(({ dynamodb }) => Number(dynamodb?.NewImage?.n?.N));
  const third = all[2]?.dynamodb?.SequenceNumber;
  expect(numbers(await read('TRIM_HORIZON'))).toEqual([0, 1]);
  expect(numbers(await read('AT_SEQUENCE_NUMBER', third))).toEqual([2, 3]);
  const after = await read('AFTER_SEQUENCE_NUMBER', third);
  expect(numbers(after)).toEqual([3, 4]);
  const latest = await read('LATEST');
  expect(numbers(latest)).toEqual([]);
  await put('a', { n: 5 });
  for (const { NextShardIterator } of [after, latest])
    expect(numbers(await stack.streams.send(new GetRecordsCommand({ ShardIterator: NextShardIterator })))).toEqual([5]);
  await stack.emulator.clock.advance(15 * 60_000 + 1);
  await expect(stack.streams.send(new GetRecordsCommand({ ShardIterator: after.NextShardIterator }))).rejects.toMatchObject({
    name: 'ExpiredIteratorException',
  });
  await stack.emulator.clock.advance(24 * 3600_000);
  expect(numbers(await read('TRIM_HORIZON'))).toEqual([]);
  await expect(read('AFTER_SEQUENCE_NUMBER', third)).rejects.toMatchObject({ name: 'TrimmedDataAccessException' });
});

test('what is asked wrongly is refused', async () => {
  const StreamArn = await stack.makeTable(TableName, 'NEW_IMAGE');
  const [ShardId = ''] = await stack.shardsOf(StreamArn);
  const refused = (more: object, error: object) =>
    expect(stack.iterator({ StreamArn, ShardId, ShardIteratorType: 'LATEST', ...more })).rejects.toMatchObject(error);
  await refused({ StreamArn: `${StreamArn}0` }, { name: 'ResourceNotFoundException' });
  await refused({ ShardId: 'shardId-00000000000000000000-00000000' }, { name: 'ResourceNotFoundException' });
  await refused({ ShardIteratorType: 'AT_TIMESTAMP' }, { name: 'ValidationException' });
  await refused({ ShardIteratorType: 'AT_SEQUENCE_NUMBER' }, { name: 'ValidationException' });
  await refused({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: '7' }, { name: 'ValidationException' });
  await expect(stack.streams.send(new GetRecordsCommand({ ShardIterator: 'x' }))).rejects.toMatchObject({ name: 'ValidationException' });
  const ShardIterator = await stack.iterator({ StreamArn, ShardId, ShardIteratorType: 'LATEST' });
  await expect(stack.streams.send(new GetRecordsCommand({ ShardIterator, Limit: 1001 }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
});

test('a page is at most 1 MB', async () => {
  const StreamArn = await stack.makeTable(TableName, 'NEW_IMAGE');
  for (let n = 0; n < 4; n++) await put('a', { n, text: 'x'.repeat(380_000) });
  const sizes: number[] = [];
  for (const ShardId of await stack.shardsOf(StreamArn)) {
    const ShardIterator = await stack.iterator({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
    sizes.push((await stack.streams.send(new GetRecordsCommand({ ShardIterator }))).Records?.length ?? 0);
  }
  expect(Math.max(...sizes)).toBe(2);
  expect(await stack.readAll(StreamArn)).toHaveLength(4);
});

test('streams and shards are listed page by page', async () => {
  const arns = [await stack.makeTable('aaa', 'NEW_IMAGE'), await stack.makeTable('bbb', 'NEW_IMAGE')];
  const first = await stack.streams.send(new ListStreamsCommand({ Limit: 1 }));
  expect([first.Streams?.length, first.LastEvaluatedStreamArn]).toEqual([1, arns[0]]);
  const second = await stack.streams.send(new ListStreamsCommand({ ExclusiveStartStreamArn: first.LastEvaluatedStreamArn }));
  expect(second.Streams?.map(({ StreamArn }) => StreamArn)).toEqual([arns[1]]);
  const shards = await stack.shardsOf(arns[0] ?? '');
  const { StreamDescription } = await stack.streams.send(
    new DescribeStreamCommand({ StreamArn: arns[0], Limit: 2, ExclusiveStartShardId: shards[0] }),
  );
  expect(StreamDescription?.Shards?.map(({ ShardId }) => ShardId)).toEqual(shards.slice(1, 3));
  expect(StreamDescription?.LastEvaluatedShardId).toBe(shards[2]);
});
