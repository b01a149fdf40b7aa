import assert from 'node:assert/strict';
import { casesOf } from '../case.ts';
import { lambdaApi, lambdaDoc } from '../docs.ts';
import { TELL, TELLS } from '../make/functions.ts';

/** A queue whose messages a failing function gets again soon, and a function that fits it. */
const SOON = { VisibilityTimeout: '4' };
const SHORT = { Timeout: 4 };

const bodiesOf = (events: { Records: { body: string }[] }[]) => events.map(({ Records }) => Records.map(({ body }) => body));

export const mappings = casesOf('mappings', [
  {
    name: 'event',
    says: 'A message of the queue reaches the function as an SQS record, and is deleted when the function succeeds',
    doc: lambdaDoc('with-sqs'),
    async run({ createQueue, createFunction, map, saw, until, countOf, target, clients }) {
      const queue = await createQueue();
      const { name } = await createFunction(TELLS);
      await map({ FunctionName: name, EventSourceArn: queue.arn });
      const { MessageId, MD5OfMessageBody } = await clients.sqs.sendMessage({
        QueueUrl: queue.url,
        MessageBody: 'pulled',
        MessageAttributes: { mode: { DataType: 'String', StringValue: 'pull' } },
      });
      const [event] = await saw(name, 1);
      const [record] = event.Records;
      assert.equal(record.messageId, MessageId);
      assert.equal(record.body, 'pulled');
      assert.equal(record.md5OfBody, MD5OfMessageBody);
      assert.equal(record.eventSource, 'aws:sqs');
      assert.equal(record.eventSourceARN, queue.arn);
      assert.equal(record.awsRegion, target.region);
      assert.ok(record.receiptHandle);
      assert.equal(record.attributes.ApproximateReceiveCount, '1');
      assert.match(record.attributes.SentTimestamp, /^\d{13}$/);
      assert.equal(record.messageAttributes.mode.stringValue, 'pull');
      assert.equal(record.messageAttributes.mode.dataType, 'String');
      await until('an empty queue', async () => ((await countOf(queue)) === 0 ? true : undefined));
    },
  },
  {
    name: 'batch-size',
    says: 'No invocation gets more messages than BatchSize, and every message arrives',
    doc: lambdaDoc('services-sqs-configure'),
    async run({ createQueue, createFunction, map, seen, until, clients }) {
      const queue = await createQueue();
      const { name } = await createFunction(TELLS);
      const bodies = Array.from({ length: 9 }, (_, n) => `m${n}`);
      await clients.sqs.sendMessageBatch({ QueueUrl: queue.url, Entries: bodies.map((Id) => ({ Id, MessageBody: Id })) });
      await map({ FunctionName: name, EventSourceArn: queue.arn, BatchSize: 3 });
      let batches: string[][] = [];
      await until(
        'all messages',
        async () => {
          batches = bodiesOf(await seen(name));
          return batches.flat().length >= bodies.length ? true : undefined;
        },
        () => batches,
      );
      assert.deepEqual([...new Set(batches.flat())].sort(), bodies);
      assert.ok(
        batches.every((batch) => batch.length <= 3),
        JSON.stringify(batches),
      );
    },
  },
  {
    name: 'window',
    says: 'MaximumBatchingWindowInSeconds gathers messages that come one by one: fewer invocations than messages, none lost',
    doc: lambdaDoc('services-sqs-configure'),
    async run({ createQueue, createFunction, map, seen, until, clients }) {
      const queue = await createQueue({ VisibilityTimeout: '60' });
      const { name } = await createFunction(TELLS);
      await map({ FunctionName: name, EventSourceArn: queue.arn, BatchSize: 10, MaximumBatchingWindowInSeconds: 5 });
      const bodies = Array.from({ length: 12 }, (_, n) => `m${n}`).sort();
      // each by itself, and soon after each other however long one takes
      await Promise.all(bodies.map((MessageBody) => clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody })));
      const batches = await until('all messages', async () => {
        const all = bodiesOf(await seen(name));
        return all.flat().length >= bodies.length ? all : undefined;
      });
      assert.deepEqual([...new Set(batches.flat())].sort(), bodies);
      // several pollers may each hold a batch of their own
      assert.ok(batches.length <= bodies.length / 2, JSON.stringify(batches));
    },
  },
  {
    name: 'partial-failures',
    says: 'With ReportBatchItemFailures only the named messages come again',
    doc: lambdaDoc('services-sqs-errorhandling'),
    async run({ createQueue, createFunction, map, seen, until, countOf, clients }) {
      const queue = await createQueue();
      const { name } = await createFunction(
        `${TELL}export const handler = async (event) => {
          tell(event);
          const bad = event.Records.filter((r) => r.body === 'bad' && r.attributes.ApproximateReceiveCount === '1');
          return { batchItemFailures: bad.map((r) => ({ itemIdentifier: r.messageId })) };
        };`,
      );
      await clients.sqs.sendMessageBatch({
        QueueUrl: queue.url,
        Entries: ['good', 'bad', 'fine'].map((Id) => ({ Id, MessageBody: Id })),
      });
      await map({ FunctionName: name, EventSourceArn: queue.arn, FunctionResponseTypes: ['ReportBatchItemFailures'] });
      const recordsOf = async (): Promise<{ body: string; receiptHandle: string }[]> =>
        (await seen(name)).flatMap(({ Records }) => Records);
      await until('all but the bad one done', async () => ((await countOf(queue)) === 1 ? true : undefined));
      const { receiptHandle: ReceiptHandle } = await until('the bad one', async () =>
        (await recordsOf()).find(({ body }) => body === 'bad'),
      );
      // so that it comes at once, while a visibility timeout as short as a wait should be would show the others too where they take long
      await clients.sqs.changeMessageVisibility({ QueueUrl: queue.url, ReceiptHandle, VisibilityTimeout: 0 });
      let bodies: string[] = [];
      await until(
        'the bad one again',
        async () => {
          bodies = (await recordsOf()).map(({ body }) => body);
          return bodies.filter((body) => body === 'bad').length >= 2 ? true : undefined;
        },
        () => bodies,
      );
      assert.deepEqual(bodies.toSorted(), ['bad', 'bad', 'fine', 'good']);
      await until('an empty queue', async () => ((await countOf(queue)) === 0 ? true : undefined));
    },
  },
  {
    name: 'bad-failure-report',
    says: 'A batch response that names an empty itemIdentifier fails the whole batch',
    doc: lambdaDoc('services-sqs-errorhandling'),
    async run({ createQueue, createFunction, map, seen, until, clients }) {
      const queue = await createQueue(SOON);
      const { name } = await createFunction(
        `${TELL}export const handler = async (event) => {
          tell(event);
          if (event.Records[0].attributes.ApproximateReceiveCount === '1') return { batchItemFailures: [{ itemIdentifier: '' }] };
        };`,
        SHORT,
      );
      await map({ FunctionName: name, EventSourceArn: queue.arn, FunctionResponseTypes: ['ReportBatchItemFailures'] });
      await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: 'again' });
      await until('the message again', async () => ((await seen(name)).length >= 2 ? true : undefined));
    },
  },
  {
    name: 'error-comes-again',
    says: 'A function error leaves the whole batch on the queue; it comes again after the visibility timeout, with a higher receive count',
    doc: lambdaDoc('services-sqs-errorhandling'),
    async run({ createQueue, createFunction, map, saw, clients }) {
      const queue = await createQueue(SOON);
      const { name } = await createFunction(
        `${TELL}export const handler = async (event) => {
          const count = event.Records[0].attributes.ApproximateReceiveCount;
          tell(count);
          if (count === '1') throw new Error('not yet');
        };`,
        SHORT,
      );
      await map({ FunctionName: name, EventSourceArn: queue.arn });
      await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: 'x' });
      // where the first try takes longer than the visibility timeout, the second one may end before it
      assert.deepEqual((await saw(name, 2)).toSorted(), ['1', '2']);
    },
  },
  {
    name: 'dead-letter-queue',
    says: 'What fails maxReceiveCount times goes to the dead-letter queue of the source queue',
    doc: lambdaDoc('services-sqs-errorhandling'),
    async run({ createQueue, createFunction, map, saw, take, clients }) {
      const dead = await createQueue();
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 });
      const queue = await createQueue({ ...SOON, RedrivePolicy });
      const { name } = await createFunction(`${TELL}export const handler = async () => { tell(1); throw new Error('never'); };`, SHORT);
      await map({ FunctionName: name, EventSourceArn: queue.arn });
      await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: 'poison' });
      assert.deepEqual(
        (await take(dead, 1)).map(({ Body }) => Body),
        ['poison'],
      );
      assert.equal((await saw(name, 2)).length, 2);
    },
  },
  {
    name: 'filter',
    says: 'A message that no filter matches is deleted without an invocation',
    doc: lambdaDoc('with-sqs-filtering'),
    async run({ createQueue, createFunction, map, saw, until, countOf, clients }) {
      const queue = await createQueue();
      const { name } = await createFunction(TELLS);
      const Pattern = JSON.stringify({ body: { kind: ['photo'], size: [{ numeric: ['<', 10] }] } });
      await map({ FunctionName: name, EventSourceArn: queue.arn, FilterCriteria: { Filters: [{ Pattern }] } });
      const bodies = [
        { kind: 'video', size: 1 },
        { kind: 'photo', size: 11 },
        { kind: 'photo', size: 1 },
      ].map((body) => JSON.stringify(body));
      for (const MessageBody of [...bodies, 'no JSON']) await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody });
      await until('an empty queue', async () => ((await countOf(queue)) === 0 ? true : undefined));
      assert.deepEqual(
        bodiesOf(await saw(name, 1))
          .flat()
          .map((body) => JSON.parse(body)),
        [{ kind: 'photo', size: 1 }],
      );
    },
  },
  {
    name: 'filter-keeps-body',
    says: 'What a filter lets through reaches the function with its body and MD5 as they were sent',
    doc: lambdaDoc('with-sqs-filtering'),
    async run({ createQueue, createFunction, map, saw, clients }) {
      const queue = await createQueue();
      const { name } = await createFunction(TELLS);
      const Pattern = JSON.stringify({ body: { kind: ['photo'] } });
      await map({ FunctionName: name, EventSourceArn: queue.arn, FilterCriteria: { Filters: [{ Pattern }] } });
      const MessageBody = '{"kind":"photo",  "size":1.0}';
      const { MD5OfMessageBody } = await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody });
      const [event] = await saw(name, 1);
      assert.equal(event.Records[0].body, MessageBody);
      assert.equal(event.Records[0].md5OfBody, MD5OfMessageBody);
    },
  },
  {
    name: 'max-concurrency',
    says: 'ScalingConfig.MaximumConcurrency bounds the invocations at once',
    doc: lambdaDoc('services-sqs-scaling'),
    async run({ createQueue, createFunction, map, seen, until, clients }) {
      const queue = await createQueue({ VisibilityTimeout: '60' });
      const { name } = await createFunction(
        `${TELL}export const handler = async () => {
          const began = Date.now();
          await new Promise((r) => setTimeout(r, 400));
          tell([began, Date.now()]);
        };`,
      );
      await clients.sqs.sendMessageBatch({
        QueueUrl: queue.url,
        Entries: Array.from({ length: 8 }, (_, n) => ({ Id: `m${n}`, MessageBody: `${n}` })),
      });
      await map({ FunctionName: name, EventSourceArn: queue.arn, BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } });
      const spans: [number, number][] = await until('8 invocations', async () => {
        const told = await seen(name);
        return told.length >= 8 ? told : undefined;
      });
      const most = Math.max(...spans.map(([at]) => spans.filter(([from, to]) => from <= at && at < to).length));
      assert.ok(most <= 2, `${most} at once`);
    },
  },
  {
    name: 'disable',
    says: 'A disabled mapping leaves the messages on the queue; enabled again, it takes them',
    doc: lambdaApi('API_UpdateEventSourceMapping'),
    async run({ createQueue, createFunction, map, seen, saw, until, countOf, clients: { lambda, sqs } }) {
      const queue = await createQueue();
      const { name } = await createFunction(TELLS);
      const UUID = await map({ FunctionName: name, EventSourceArn: queue.arn });
      // once this one is done, no poll is under way that might still bring what is sent after the change
      await sqs.sendMessage({ QueueUrl: queue.url, MessageBody: 'first' });
      await saw(name, 1);
      await until('an empty queue', async () => ((await countOf(queue)) === 0 ? true : undefined));
      const change = async (Enabled: boolean) => {
        await lambda.updateEventSourceMapping({ UUID, Enabled });
        const state = Enabled ? 'Enabled' : 'Disabled';
        await until(state, async () => ((await lambda.getEventSourceMapping({ UUID })).State === state ? true : undefined));
      };
      await change(false);
      await sqs.sendMessage({ QueueUrl: queue.url, MessageBody: 'waits' });
      await new Promise((resolve) => setTimeout(resolve, 1500));
      assert.equal(await countOf(queue), 1);
      assert.deepEqual(bodiesOf(await seen(name)), [['first']]);
      await change(true);
      assert.deepEqual(bodiesOf(await saw(name, 2)), [['first'], ['waits']]);
    },
  },
  {
    name: 'fifo',
    says: 'From a FIFO queue a group reaches the function in order, never twice at once',
    doc: lambdaDoc('with-sqs'),
    async run({ createQueue, createFunction, map, seen, until, clients }) {
      const queue = await createQueue({ FifoQueue: 'true', ContentBasedDeduplication: 'true' });
      const { name } = await createFunction(
        `${TELL}export const handler = async (event) => {
          const began = Date.now();
          await new Promise((r) => setTimeout(r, 100));
          tell({ began, ended: Date.now(), bodies: event.Records.map((r) => r.body) });
        };`,
      );
      const bodies = Array.from({ length: 6 }, (_, n) => `${n}`);
      for (const MessageBody of bodies) await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody, MessageGroupId: 'one' });
      await map({ FunctionName: name, EventSourceArn: queue.arn, BatchSize: 2 });
      const told = await until('6 messages', async () => {
        const all = await seen(name);
        return all.flatMap((one) => one.bodies).length >= 6 ? all.toSorted((a, b) => a.began - b.began) : undefined;
      });
      assert.deepEqual(
        told.flatMap((one) => one.bodies),
        bodies,
      );
      for (const [index, one] of told.entries()) assert.ok(index === 0 || one.began >= told[index - 1].ended, 'two at once');
    },
  },
  {
    name: 'batch-needs-window',
    says: 'A BatchSize above 10 without a window of at least 1 s is refused: InvalidParameterValueException',
    doc: lambdaApi('API_CreateEventSourceMapping'),
    async run({ createQueue, createFunction, clients: { lambda } }) {
      const queue = await createQueue();
      const { name: FunctionName } = await createFunction(TELLS);
      const create = lambda.createEventSourceMapping({ FunctionName, EventSourceArn: queue.arn, Enabled: false, BatchSize: 100 });
      await assert.rejects(create, { name: 'InvalidParameterValueException' });
    },
  },
  {
    name: 'visibility-too-short',
    says: 'A queue whose visibility timeout is shorter than the function’s timeout is refused: InvalidParameterValueException',
    doc: lambdaDoc('services-sqs-configure'),
    async run({ createQueue, createFunction, clients: { lambda } }) {
      const queue = await createQueue({ VisibilityTimeout: '30' });
      const { name: FunctionName } = await createFunction(TELLS, { Timeout: 60 });
      const create = lambda.createEventSourceMapping({ FunctionName, EventSourceArn: queue.arn, Enabled: false });
      await assert.rejects(create, { name: 'InvalidParameterValueException' });
    },
  },
  {
    name: 'twice',
    says: 'The same queue for the same function again is ResourceConflictException',
    doc: lambdaApi('API_CreateEventSourceMapping'),
    async run({ createQueue, createFunction, map, clients: { lambda } }) {
      const queue = await createQueue();
      const { name: FunctionName } = await createFunction(TELLS);
      await map({ FunctionName, EventSourceArn: queue.arn });
      await assert.rejects(lambda.createEventSourceMapping({ FunctionName, EventSourceArn: queue.arn }), {
        name: 'ResourceConflictException',
      });
    },
  },
]);
