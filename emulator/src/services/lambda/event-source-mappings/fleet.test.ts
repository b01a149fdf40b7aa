import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator.ts';
import { AwsError } from '../../errors.ts';
import type { Stack } from '../../service.ts';
import { type Fleet, startFleet } from './fleet.ts';
import type { MappingRecord } from './record.ts';

const account = '111122223333';
const functionArn = `arn:aws:lambda:us-east-1:${account}:function:handler`;
interface Record {
  messageId: string;
  body: string;
}

let emulator: Emulator;
let sqs: SQSClient;
let fleet: Fleet | undefined;
beforeEach(async () => {
  emulator = await startEmulator({ port: 0, frozen: true });
  sqs = new SQSClient({ endpoint: emulator.endpoint, region: 'us-east-1', credentials: { accessKeyId: account, secretAccessKey: 'x' } });
});
afterEach(async () => {
  fleet?.drop();
  fleet = undefined;
  await emulator.stop();
});

/** The pollers of a mapping, on the real queue, with a function of ours in Lambda's place. */
async function start(
  handler: (records: Record[]) => unknown,
  settings: Partial<MappingRecord> = {},
  Attributes: { [key: string]: string } = {},
) {
  const name = Attributes.FifoQueue ? 'q.fifo' : 'q';
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  const batches: string[][] = [];
  const call = async (service: string, operation: string, input: { Payload: Uint8Array }, caller: object) => {
    if (service !== 'lambda') return emulator.stack.call(service as 'sqs', operation, input, caller as { account: string; region: string });
    const { Records } = JSON.parse(Buffer.from(input.Payload).toString()) as { Records: Record[] };
    batches.push(Records.map((record) => record.body));
    const answer = await handler(Records);
    if (answer instanceof Error)
      return { StatusCode: 200, FunctionError: 'Unhandled', Payload: Buffer.from(JSON.stringify({ errorMessage: answer.message })) };
    return { StatusCode: 200, Payload: Buffer.from(JSON.stringify(answer ?? null)) };
  };
  const record: MappingRecord = {
    id: 'mapping',
    account,
    region: 'us-east-1',
    sourceArn: `arn:aws:sqs:us-east-1:${account}:${name}`,
    functionArn,
    enabled: true,
    state: 'Enabled',
    modified: 0,
    batchSize: 10,
    windowSeconds: 0,
    filters: [],
    partialResponses: false,
    tags: {},
    ...settings,
  };
  const stack = new Proxy(emulator.stack, { get: (target, key) => (key === 'call' ? call : Reflect.get(target, key)) }) as Stack;
  const problems: (string | undefined)[] = [];
  fleet = startFleet(record, stack, (problem) => problems.push(problem));
  await emulator.clock.advance(0);
  return { QueueUrl, batches, problems, fleet };
}

const send = (QueueUrl: string | undefined, MessageBody: string, more: object = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
async function sendMany(QueueUrl: string | undefined, count: number) {
  for (let i = 0; i < count; i += 10) {
    const Entries = Array.from({ length: Math.min(10, count - i) }, (_, n) => ({ Id: String(n), MessageBody: String(i + n) }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}
async function left(QueueUrl: string | undefined) {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return { visible: Number(Attributes?.ApproximateNumberOfMessages), inFlight: Number(Attributes?.ApproximateNumberOfMessagesNotVisible) };
}
const completed = (count: number) =>
  emulator.events.waitFor(() => emulator.events.since(0).filter((hop) => hop.type === 'esm.completed').length >= count);

test('a message is handed over at once, without time passing, and deleted', async () => {
  const { QueueUrl, batches } = await start(() => null);
  await send(QueueUrl, 'hello');
  // before its sender has the answer
  expect(batches).toEqual([['hello']]);
  const done = await completed(1);
  const sent = await emulator.events.waitFor((hop) => hop.type === 'sqs.sent');
  expect(done.time).toBe(sent.time);
  expect(await left(QueueUrl)).toEqual({ visible: 0, inFlight: 0 });
});

test('five batches at a time at first, five more a second while messages wait', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  const { QueueUrl, batches, fleet } = await start(() => gate, { batchSize: 1 });
  await sendMany(QueueUrl, 40);
  expect(batches).toHaveLength(5);
  await emulator.clock.advance(999);
  expect(batches).toHaveLength(5);
  await emulator.clock.advance(1);
  expect(batches).toHaveLength(10);
  await emulator.clock.advance(2000);
  expect(batches).toHaveLength(20);
  release();
  await completed(40);
  expect(batches.flat().sort()).toEqual(Array.from({ length: 40 }, (_, i) => String(i)).sort());
  await emulator.clock.advance(100_000);
  expect(fleet.size).toBe(2);
});

test('MaximumConcurrency holds', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  const { QueueUrl, batches } = await start(() => gate, { batchSize: 1, maximumConcurrency: 2 });
  await sendMany(QueueUrl, 10);
  await emulator.clock.advance(10_000);
  expect(batches).toHaveLength(2);
  release();
  await completed(10);
});

test('a batching window waits for more, until the batch is full or the window over', async () => {
  const { QueueUrl, batches } = await start(
    () => null,
    { batchSize: 20, windowSeconds: 30, maximumConcurrency: 2 },
    { VisibilityTimeout: '300' },
  );
  await sendMany(QueueUrl, 7);
  await emulator.clock.advance(29_000);
  expect(batches).toEqual([]);
  await emulator.clock.advance(1000);
  await completed(1);
  expect(batches.flat()).toHaveLength(7);
  await sendMany(QueueUrl, 80);
  await completed(3);
  expect(Math.max(...batches.map((batch) => batch.length))).toBe(20);
  await emulator.clock.advance(30_000);
  expect(batches.flat()).toHaveLength(87);
});

test('what the function says failed comes back after the visibility timeout, the rest is deleted', async () => {
  let failing = true;
  const { QueueUrl, batches } = await start(
    (records) => ({
      batchItemFailures: failing ? records.filter(({ body }) => body === 'b').map(({ messageId }) => ({ itemIdentifier: messageId })) : [],
    }),
    { partialResponses: true },
    { VisibilityTimeout: '30' },
  );
  await sqs.send(
    new SendMessageBatchCommand({ QueueUrl, Entries: ['a', 'b', 'c'].map((MessageBody) => ({ Id: MessageBody, MessageBody })) }),
  );
  await emulator.events.waitFor((hop) => hop.type === 'esm.completed' && JSON.stringify(hop.detail?.failed) !== '[]');
  await emulator.clock.advance(0);
  expect(await left(QueueUrl)).toEqual({ visible: 0, inFlight: 1 });
  failing = false;
  batches.length = 0;
  await emulator.clock.advance(29_999);
  expect(batches).toEqual([]);
  await emulator.clock.advance(1);
  expect(batches).toEqual([['b']]);
  expect(await left(QueueUrl)).toEqual({ visible: 0, inFlight: 0 });
});

test('an error of the function leaves the whole batch to the visibility timeout, then to the dead-letter queue', async () => {
  const dead = await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:us-east-1:${account}:dead`, maxReceiveCount: 2 });
  const { QueueUrl, batches } = await start(() => new Error('no'), {}, { VisibilityTimeout: '10', RedrivePolicy });
  await send(QueueUrl, 'x');
  await completed(1);
  await emulator.clock.advance(40_000);
  expect(batches).toEqual([['x'], ['x']]);
  expect(await left(dead.QueueUrl)).toEqual({ visible: 1, inFlight: 0 });
});

test('a throttled batch is tried again, then left to the visibility timeout', async () => {
  let throttled = true;
  const handler = () => {
    if (throttled) throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 });
  };
  const { QueueUrl, batches } = await start(handler, {}, { VisibilityTimeout: '10' });
  await send(QueueUrl, 'x');
  await emulator.clock.advance(1000);
  expect(batches.length).toBeGreaterThan(2);
  throttled = false;
  await emulator.clock.advance(1000);
  await completed(1);
  expect(await left(QueueUrl)).toEqual({ visible: 0, inFlight: 0 });
});

test('messages that no filter lets through are deleted', async () => {
  const { QueueUrl, batches } = await start(() => null, { filters: ['{"body":{"kind":["photo"]}}'] });
  await send(QueueUrl, '{"kind":"mail"}');
  await send(QueueUrl, '{"kind":"photo"}');
  await completed(1);
  expect(batches).toEqual([['{"kind":"photo"}']]);
  expect(await left(QueueUrl)).toEqual({ visible: 0, inFlight: 0 });
});

test('a FIFO group is handled one batch after another, in order', async () => {
  const seen: string[] = [];
  let running = 0;
  const handler = async (records: Record[]) => {
    expect(++running).toBe(1);
    await new Promise(setImmediate);
    seen.push(...records.map((record) => record.body));
    running--;
  };
  const { QueueUrl } = await start(handler, { batchSize: 2 }, { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  for (let i = 0; i < 12; i++) await send(QueueUrl, String(i), { MessageGroupId: 'g' });
  await expect.poll(() => seen.length).toBe(12);
  expect(seen).toEqual(Array.from({ length: 12 }, (_, i) => String(i)));
});

test('ending finishes the batch under way and takes no other', async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  const { QueueUrl, fleet } = await start(() => gate);
  await send(QueueUrl, 'last');
  await emulator.events.waitFor((hop) => hop.type === 'esm.batch');
  let ended = false;
  const end = fleet.end().then(() => (ended = true));
  await emulator.clock.advance(60_000);
  expect(ended).toBe(false);
  release();
  await end;
  await send(QueueUrl, 'too late');
  expect(await left(QueueUrl)).toEqual({ visible: 1, inFlight: 0 });
});

test('whatever fails however often, every message is handled, and as often as it must be', async () => {
  const failures = fc.array(fc.nat(3), { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(failures, fc.boolean(), async (plan, partialResponses) => {
      await emulator.reset();
      const deliveries = new Map<string, number>();
      const handler = (records: Record[]) => {
        const failed = records.filter(({ body }) => {
          deliveries.set(body, (deliveries.get(body) ?? 0) + 1);
          return (deliveries.get(body) ?? 0) <= (plan[Number(body)] ?? 0);
        });
        if (partialResponses) return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
        return failed.length ? new Error('some failed') : null;
      };
      const { QueueUrl, fleet } = await start(handler, { partialResponses }, { VisibilityTimeout: '10' });
      await sendMany(QueueUrl, plan.length);
      await emulator.clock.advance(200_000);
      expect(await left(QueueUrl)).toEqual({ visible: 0, inFlight: 0 });
      plan.forEach((times, i) => {
        const delivered = deliveries.get(String(i)) ?? 0;
        if (partialResponses) expect(delivered).toBe(times + 1);
        else expect(delivered).toBeGreaterThan(times);
      });
      await fleet.end();
    }),
    { numRuns: 15 },
  );
});

test('a FIFO batch that is cut at the payload limit stops where a part fails: what follows it comes again in order', async () => {
  let failures = 1;
  const { QueueUrl, batches } = await start(
    () => (failures-- > 0 ? new Error('no') : null),
    { windowSeconds: 5 },
    { FifoQueue: 'true', ContentBasedDeduplication: 'true', VisibilityTimeout: '10', DelaySeconds: '1' },
  );
  const body = (i: number) => `${i}${'x'.repeat(1_000_000)}`;
  for (let i = 0; i < 8; i++) await send(QueueUrl, body(i), { MessageGroupId: 'g' });
  await emulator.clock.advance(60_000);
  await emulator.clock.advance(60_000);
  expect(await left(QueueUrl)).toEqual({ visible: 0, inFlight: 0 });
  const order = batches.map((batch) => batch.map((text) => text[0]).join(''));
  const first = order[0] as string;
  expect(first.length).toBeLessThan(8);
  expect(order[1]?.[0]).toBe('0');
  expect(order.slice(1).join('')).toBe('01234567');
});
