import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import { BatchWriteCommand, DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startStreams } from './testing.ts';

let stack: Awaited<ReturnType<typeof startStreams>>;
beforeEach(async () => {
  stack = await startStreams();
});
afterEach(() => stack.emulator.stop());

type Image = Record<string, AttributeValue>;
const TableName = 'photos';
const key = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), at: fc.nat(2) });
const value = fc.constantFrom(0, 1, 'x', [1, { y: true }]);
const write = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key, value }),
  fc.record({ kind: fc.constant('remove' as const), key }),
  fc.record({ kind: fc.constant('add' as const), key }),
  fc.record({ kind: fc.constant('drop' as const), key }),
  fc.record({ kind: fc.constant('swap' as const), key, other: key, value }),
  fc.record({ kind: fc.constant('batch' as const), key, other: key, value }),
);
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

/** What may fail (an addition to a text, a transaction on one item twice) changes nothing then. */
function run(write: Write): Promise<unknown> {
  const item = (at: object, value: unknown) => ({ ...at, value });
  const { document } = stack;
  const add = { UpdateExpression: 'ADD #v :one', ExpressionAttributeNames: { '#v': 'value' }, ExpressionAttributeValues: { ':one': 1 } };
  const Key = write.key;
  switch (write.kind) {
    case 'put':
      return document.send(new PutCommand({ TableName, Item: item(Key, write.value) }));
    case 'remove':
      return document.send(new DeleteCommand({ TableName, Key }));
    case 'add':
      return document.send(new UpdateCommand({ TableName, Key, ...add }));
    case 'drop':
      return document.send(
        new UpdateCommand({ TableName, Key, UpdateExpression: 'REMOVE #v', ExpressionAttributeNames: { '#v': 'value' } }),
      );
    case 'swap': {
      const TransactItems = [{ Put: { TableName, Item: item(write.other, write.value) } }, { Update: { TableName, Key, ...add } }];
      return document.send(new TransactWriteCommand({ TransactItems }));
    }
    case 'batch': {
      const requests = [{ PutRequest: { Item: item(Key, write.value) } }, { DeleteRequest: { Key: write.other } }];
      return document.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
    }
  }
}

const nameOf = (image: Image | undefined) => `${image?.id?.S}/${image?.at?.N}`;

/** Applies the records, and checks that each starts from where the last one of its item ended. */
function replay(records: _Record[]): Map<string, Image> {
  const table = new Map<string, Image>();
  for (const { eventName, dynamodb } of records) {
    const name = nameOf(dynamodb?.Keys);
    expect(dynamodb?.OldImage).toEqual(table.get(name));
    expect(eventName).toBe(dynamodb?.OldImage ? (dynamodb.NewImage ? 'MODIFY' : 'REMOVE') : 'INSERT');
    expect(dynamodb?.NewImage).not.toEqual(dynamodb?.OldImage);
    if (dynamodb?.NewImage) table.set(name, dynamodb.NewImage);
    else table.delete(name);
  }
  return table;
}

test('whatever is written, also at the same time, the stream played again gives the table', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(write, { minLength: 1, maxLength: 6 }), { maxLength: 12 }), async (rounds) => {
      await stack.emulator.reset();
      const arn = await stack.makeTable(TableName, 'NEW_AND_OLD_IMAGES');
      for (const round of rounds) await Promise.allSettled(round.map(run));
      const replayed = replay(await stack.readAll(arn));
      const { Items = [] } = await stack.client.send(new ScanCommand({ TableName }));
      expect(replayed).toEqual(new Map(Items.map((item) => [nameOf(item), item])));
    }),
    { numRuns: 25 },
  );
});

test('within a shard sequence numbers rise, and an item has one shard', async () => {
  const arn = await stack.makeTable(TableName, 'KEYS_ONLY');
  const ids = Array.from({ length: 40 }, (_, i) => `photo ${i}`);
  for (let n = 0; n < 3; n++)
    await Promise.all(ids.map((id) => stack.document.send(new PutCommand({ TableName, Item: { id, at: 1, n } }))));
  const shards = new Map<string, Set<string>>();
  const last = new Map<string, string>();
  for (const { type, detail } of stack.emulator.events.since(0)) {
    if (type !== 'dynamodb.changed') continue;
    const { shard, sequence, keys } = detail as { shard: string; sequence: string; keys: Image };
    expect(sequence > (last.get(shard) ?? '')).toBe(true);
    last.set(shard, sequence);
    shards.set(shard, (shards.get(shard) ?? new Set()).add(keys.id?.S ?? ''));
  }
  expect(shards.size).toBe(4);
  expect([...shards.values()].reduce((sum, keys) => sum + keys.size, 0)).toBe(40);
  expect(await stack.readAll(arn)).toHaveLength(120);
});
