import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AwsError } from '../../../errors.ts';
import type { StreamEventRecord } from './stream-event.ts';
import { nOf, startStreamMappings } from './testing.ts';

let stack: Awaited<ReturnType<typeof startStreamMappings>>;
let arn: string;
beforeEach(async () => {
  stack = await startStreamMappings();
  arn = await stack.makeTable();
});
afterEach(() => stack.stop());

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, i) => i + from);
async function putAll(id: string, count: number) {
  for (const n of numbers(count)) await stack.put(id, n);
}
const bad = (n: number) => (records: StreamEventRecord[]) => (records.some((record) => nOf(record) === n) ? new Error('bad') : null);

test('changes are handed over at the next of four polls a second, in the shape of AWS', async () => {
  const events: StreamEventRecord[] = [];
  const { batches } = await stack.start(arn, (records) => void events.push(...records));
  await stack.emulator.clock.advance(100);
  await stack.put('a', 1);
  const second = Math.floor(stack.emulator.clock.now() / 1000);
  await stack.emulator.clock.advance(149);
  expect(batches).toEqual([]);
  await stack.emulator.clock.advance(1);
  await stack.emulator.events.waitFor(({ type }) => type === 'esm.completed');
  const image = { id: { S: 'a' }, n: { N: '1' } };
  expect(events).toEqual([
    {
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      dynamodb: {
        ApproximateCreationDateTime: second,
        Keys: { id: { S: 'a' } },
        NewImage: image,
        SequenceNumber: expect.any(String),
        SizeBytes: expect.any(Number),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
      eventSourceARN: arn,
    },
  ]);
  const hops = stack.emulator.events.since(0);
  const messageIds = [hops.find(({ type }) => type === 'dynamodb.changed')?.messageId];
  expect(hops.find(({ type }) => type === 'esm.batch')?.detail).toMatchObject({ mapping: 'mapping', stream: arn, size: 1, messageIds });
  expect(hops.find(({ type }) => type === 'esm.completed')?.detail).toMatchObject({ failed: [], messageIds });
});

test('TRIM_HORIZON begins with the oldest change, LATEST with the next', async () => {
  await putAll('a', 3);
  const all = await stack.start(arn, () => null);
  const next = await stack.start(arn, () => null, { id: 'other', stream: { startingPosition: 'LATEST' } });
  await stack.pass(1000);
  await stack.put('a', 3);
  await stack.pass(1000);
  expect(all.batches.flat()).toEqual([0, 1, 2, 3]);
  expect(next.batches.flat()).toEqual([3]);
});

test('what a poll brought is cut into batches, handled one after another', async () => {
  await putAll('a', 7);
  let running = 0;
  const { batches } = await stack.start(
    arn,
    async () => {
      expect(++running).toBe(1);
      await new Promise(setImmediate);
      running--;
    },
    { batchSize: 3 },
  );
  await stack.pass(250);
  expect(batches).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
});

test('a batching window waits for more, until the batch is full or the window over', async () => {
  const { batches } = await stack.start(arn, () => null, { batchSize: 3, windowSeconds: 10 });
  await putAll('a', 2);
  await stack.pass(10_000);
  expect(batches).toEqual([]);
  await stack.pass(500);
  expect(batches).toEqual([[0, 1]]);
  await putAll('a', 3);
  await stack.pass(500);
  expect(batches).toEqual([
    [0, 1],
    [0, 1, 2],
  ]);
});

test('an error holds its shard up until it is over; other shards go on', async () => {
  let broken = true;
  const { batches, problems } = await stack.start(arn, (records) =>
    broken && nOf(records[0] as StreamEventRecord) === 0 ? new Error('no') : null,
  );
  await stack.put('a', 0);
  await stack.pass(500);
  await stack.put('a', 1);
  for (const i of numbers(20, 100)) await stack.put(`other ${i}`, i);
  await stack.pass(6500);
  expect(batches.flat().filter((n) => n > 1).length).toBeGreaterThan(5);
  expect(batches.filter(([n]) => n === 0)).toHaveLength(3);
  expect(batches.flat()).not.toContain(1);
  expect(problems.some((problem) => problem?.includes('no'))).toBe(true);
  broken = false;
  await stack.pass(8500);
  expect(batches.flat()).toContain(1);
  expect(new Set(batches.flat())).toEqual(new Set([0, 1, ...numbers(20, 100)]));
});

test('the lowest record that failed is where the shard goes on', async () => {
  await putAll('a', 5);
  const failures = [[3, 2], [4], []];
  const { batches } = await stack.start(
    arn,
    (records) => {
      const failed = failures.shift() ?? [];
      const itemIdentifiers = records.filter((record) => failed.includes(nOf(record))).map(({ dynamodb }) => dynamodb.SequenceNumber);
      return { batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })) };
    },
    { partialResponses: true },
  );
  await stack.pass(10_000);
  expect(batches).toEqual([[0, 1, 2, 3, 4], [2, 3, 4], [4]]);
});

test('a batch with a bad record is halved until the record is alone', async () => {
  await putAll('a', 8);
  const { batches } = await stack.start(arn, bad(5), { stream: { bisect: true, maximumRetryAttempts: 0 } });
  await stack.pass(20_000);
  expect(batches).toEqual([[0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3], [4, 5, 6, 7], [4, 5], [4], [5], [6, 7]]);
});

test('what failed too often goes to the destination as a record of the batch', async () => {
  const sqs = new SQSClient(stack.settings);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'failed' }));
  const onFailure = 'arn:aws:sqs:us-east-1:000000000000:failed';
  await putAll('a', 2);
  const { batches } = await stack.start(arn, bad(1), { stream: { maximumRetryAttempts: 2, onFailure } });
  await stack.pass(10_000);
  expect(batches).toHaveLength(3);
  await stack.put('a', 2);
  await stack.pass(500);
  expect(batches.at(-1)).toEqual([2]);
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  const hops = stack.emulator.events.since(0).filter(({ type }) => type === 'dynamodb.changed');
  expect(JSON.parse(Messages?.[0]?.Body ?? '')).toEqual({
    requestContext: {
      requestId: expect.any(String),
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:handler',
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 3,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: expect.stringMatching(/Z$/),
    DDBStreamBatchInfo: {
      shardId: hops[0]?.detail?.shard,
      startSequenceNumber: hops[0]?.detail?.sequence,
      endSequenceNumber: hops[1]?.detail?.sequence,
      approximateArrivalOfFirstRecord: expect.stringMatching(/:\d\dZ$/),
      approximateArrivalOfLastRecord: expect.stringMatching(/:\d\dZ$/),
      batchSize: 2,
      streamArn: arn,
    },
  });
});

test('a topic can be the destination', async () => {
  const [sqs, sns] = [new SQSClient(stack.settings), new SNSClient(stack.settings)];
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'failed' }));
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'failed' }));
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:us-east-1:000000000000:failed', Attributes }));
  await stack.put('a', 0);
  await stack.start(arn, bad(0), { stream: { maximumRetryAttempts: 0, onFailure: TopicArn } });
  await stack.pass(1000);
  await stack.emulator.events.waitFor(({ type }) => type === 'sqs.sent');
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({ DDBStreamBatchInfo: { batchSize: 1 } });
});

test('records that are too old are given up', async () => {
  const { batches } = await stack.start(arn, bad(0), { stream: { maximumRecordAge: 60 } });
  await stack.put('a', 0);
  await stack.pass(50_000);
  await stack.put('a', 1);
  await stack.pass(50_000);
  const discarded = await stack.emulator.events.waitFor(({ type }) => type === 'esm.discarded');
  expect(discarded.detail).toMatchObject({ condition: 'RecordAgeExceeded', shard: expect.any(String) });
  expect(batches.at(-1)).toEqual([1]);
  expect(batches.flat().filter((n) => n === 1)).toHaveLength(1);
});

test('a throttled batch is tried again, which counts as no attempt', async () => {
  let throttled = true;
  const handler = () => {
    if (throttled) throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
  };
  const { batches } = await stack.start(arn, handler, { stream: { maximumRetryAttempts: 0 } });
  await stack.put('a', 0);
  await stack.pass(5000);
  expect(batches.length).toBeGreaterThan(2);
  throttled = false;
  await stack.pass(10_000);
  expect(stack.emulator.events.since(0).at(-1)).toMatchObject({ type: 'esm.completed', detail: { failed: [] } });
});

test('filters reach into the images', async () => {
  const filters = [
    '{"eventName":["INSERT"],"dynamodb":{"NewImage":{"kind":{"S":["photo"]},"n":{"N":[{"anything-but":"9"}]}}}}',
    '{"eventName":["REMOVE"]}',
  ];
  const { batches } = await stack.start(arn, () => null, { filters });
  await stack.put('a', 0, { kind: 'mail' });
  await stack.put('b', 1, { kind: 'photo' });
  await stack.put('b', 2, { kind: 'photo' });
  await stack.put('c', 9, { kind: 'photo' });
  await stack.remove('c');
  await stack.pass(500);
  expect(batches.flat().sort()).toEqual([1, 9]);
  expect(stack.emulator.events.since(0).filter(({ type }) => type === 'esm.filtered').length).toBeGreaterThan(0);
});

test('lanes of one shard work at the same time, each item in its order', async () => {
  const ids = numbers(30).map((i) => `item ${i}`);
  for (const n of numbers(4)) for (const id of ids) await stack.put(id, n);
  const seen = new Map<string, number[]>();
  let running = 0;
  let most = 0;
  const { fleet } = await stack.start(
    arn,
    async (records) => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      for (const record of records) {
        const id = String((record.dynamodb.Keys.id as { S: string }).S);
        seen.set(id, [...(seen.get(id) ?? []), nOf(record)]);
      }
      running--;
    },
    { batchSize: 1, stream: { parallelizationFactor: 5 } },
  );
  await stack.pass(20_000);
  await expect.poll(() => [...seen.values()].flat().length).toBe(120);
  expect(fleet.size).toBe(20);
  expect(most).toBeGreaterThan(4);
  for (const id of ids) expect(seen.get(id)).toEqual([0, 1, 2, 3]);
});

test('whoever takes over goes on where the last one stopped, with as many lanes as it has', async () => {
  await putAll('a', 3);
  const first = await stack.start(arn, () => null);
  await stack.pass(500);
  await first.fleet.end();
  await stack.put('a', 3);
  const second = await stack.start(arn, () => null, { stream: { parallelizationFactor: 4, startingPosition: 'LATEST' } });
  await stack.pass(500);
  expect([first.batches.flat(), second.batches.flat()]).toEqual([[0, 1, 2], [3]]);
});

test('when lanes are cut anew, none of what a slow lane had not handled is left out', async () => {
  const ids = numbers(30);
  for (const n of ids) await stack.put(`item ${n}`, n);
  const done = new Set<number>();
  const handler = (stuck: number) => (records: StreamEventRecord[]) => {
    if (records.some((record) => nOf(record) === stuck)) return new Error('no');
    for (const record of records) done.add(nOf(record));
    return null;
  };
  const first = await stack.start(arn, handler(0), { stream: { parallelizationFactor: 4 } });
  await stack.pass(500);
  await first.fleet.end();
  expect(done.size).toBeGreaterThan(10);
  expect(done).not.toContain(0);
  await stack.start(arn, handler(-1), { stream: { parallelizationFactor: 3 } });
  await stack.pass(500);
  expect(done).toEqual(new Set(ids));
});

test('ending gives up waiting for the next attempt, and leaves the batch to the next reader', async () => {
  await stack.put('a', 0);
  const first = await stack.start(arn, () => new Error('no'));
  await stack.pass(500);
  await first.fleet.end();
  const second = await stack.start(arn, () => null);
  await stack.pass(500);
  expect(second.batches).toEqual([[0]]);
});

test('whatever fails however often, each item is handled in its order, and all of it', async () => {
  const plans = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c'), failures: fc.nat(2) }), { minLength: 1, maxLength: 20 });
  const modes = fc.record({
    partialResponses: fc.boolean(),
    bisect: fc.boolean(),
    lanes: fc.integer({ min: 1, max: 3 }),
    batchSize: fc.integer({ min: 1, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(plans, modes, async (plan, { partialResponses, bisect, lanes, batchSize }) => {
      await stack.emulator.reset();
      arn = await stack.makeTable();
      for (const [n, { id }] of plan.entries()) await stack.put(id, n);
      const tries = new Map<number, number>();
      const handled: number[] = [];
      const handler = (records: StreamEventRecord[]) => {
        const failed = records.filter((record) => {
          const n = nOf(record);
          tries.set(n, (tries.get(n) ?? 0) + 1);
          return (tries.get(n) ?? 0) <= (plan[n]?.failures ?? 0);
        });
        const first = failed[0] ? records.indexOf(failed[0]) : records.length;
        handled.push(...records.slice(0, partialResponses || failed.length === 0 ? first : 0).map(nOf));
        if (partialResponses) return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })) };
        return failed.length ? new Error('some failed') : null;
      };
      const { fleet } = await stack.start(arn, handler, {
        partialResponses,
        batchSize,
        stream: { bisect, parallelizationFactor: lanes },
      });
      await stack.emulator.clock.advance(3_600_000);
      for (const id of ['a', 'b', 'c']) {
        const own = [...plan.keys()].filter((n) => plan[n]?.id === id);
        expect(handled.filter((n) => own.includes(n))).toEqual(own);
      }
      await fleet.end();
    }),
    { numRuns: 25 },
  );
});
