import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { casesOf } from '../case.ts';
import { sqsApi, sqsDoc } from '../docs.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

export const sqs = casesOf('sqs', [
  {
    name: 'round-trip',
    says: 'A message comes back with its body, attributes of every type, and the MD5 of both',
    doc: sqsApi('API_SendMessage'),
    async run({ createQueue, receive, countOf, clients }) {
      const queue = await createQueue();
      const body = 'a photo of Chelsea 🐈 <&> "quoted"';
      const MessageAttributes = {
        mode: { DataType: 'String', StringValue: 'pull' },
        n: { DataType: 'Number.int', StringValue: '42' },
        thumb: { DataType: 'Binary', BinaryValue: Buffer.from([0, 255, 7]) },
      };
      // the SDK checks the MD5 of what is sent and received against the answer
      const sent = await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: body, MessageAttributes });
      const [message] = await receive(queue, { WaitTimeSeconds: 2 });
      assert.equal(message?.MessageId, sent.MessageId);
      assert.equal(message?.Body, body);
      assert.equal(message?.MD5OfBody, md5(body));
      assert.equal(sent.MD5OfMessageBody, md5(body));
      assert.ok(sent.MD5OfMessageAttributes);
      assert.equal(message?.MD5OfMessageAttributes, sent.MD5OfMessageAttributes);
      assert.equal(message?.MessageAttributes?.n?.DataType, 'Number.int');
      assert.deepEqual(Buffer.from(message?.MessageAttributes?.thumb?.BinaryValue ?? []), Buffer.from([0, 255, 7]));
      assert.equal(message?.Attributes?.ApproximateReceiveCount, '1');
      assert.match(message?.Attributes?.SentTimestamp ?? '', /^\d{13}$/);
      await clients.sqs.deleteMessage({ QueueUrl: queue.url, ReceiptHandle: message?.ReceiptHandle });
      assert.equal(await countOf(queue), 0);
    },
  },
  {
    name: 'attributes-on-request',
    says: 'A receive answers only with the attributes it asks for',
    doc: sqsApi('API_ReceiveMessage'),
    async run({ createQueue, clients }) {
      const { url: QueueUrl } = await createQueue({ VisibilityTimeout: '0' });
      const attribute = { DataType: 'String', StringValue: 'x' };
      await clients.sqs.sendMessage({ QueueUrl, MessageBody: 'x', MessageAttributes: { a1: attribute, a2: attribute, b: attribute } });
      const receive = async (input: object) => (await clients.sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 2, ...input })).Messages?.[0];
      const bare = await receive({});
      assert.equal(bare?.Attributes, undefined);
      assert.equal(bare?.MessageAttributes, undefined);
      const some = await receive({ MessageAttributeNames: ['b'], MessageSystemAttributeNames: ['SentTimestamp'] });
      assert.deepEqual(Object.keys(some?.MessageAttributes ?? {}), ['b']);
      assert.deepEqual(Object.keys(some?.Attributes ?? {}), ['SentTimestamp']);
    },
  },
  {
    name: 'empty',
    says: 'A receive from an empty queue has no Messages at all',
    doc: sqsApi('API_ReceiveMessage'),
    async run({ createQueue, clients }) {
      const { url } = await createQueue();
      assert.equal((await clients.sqs.receiveMessage({ QueueUrl: url })).Messages, undefined);
    },
  },
  {
    name: 'batch',
    says: 'A batch is answered entry by entry: a bad receipt handle fails alone',
    doc: sqsApi('API_DeleteMessageBatch'),
    async run({ createQueue, receive, countOf, clients }) {
      const queue = await createQueue();
      const sent = await clients.sqs.sendMessageBatch({
        QueueUrl: queue.url,
        Entries: ['a', 'b'].map((Id) => ({ Id, MessageBody: `body ${Id}` })),
      });
      assert.deepEqual(
        sent.Successful?.map(({ Id }) => Id),
        ['a', 'b'],
      );
      const [message] = await receive(queue, { MaxNumberOfMessages: 1, WaitTimeSeconds: 2 });
      const deleted = await clients.sqs.deleteMessageBatch({
        QueueUrl: queue.url,
        Entries: [
          { Id: 'good', ReceiptHandle: message?.ReceiptHandle },
          { Id: 'bad', ReceiptHandle: 'no handle' },
        ],
      });
      assert.deepEqual(
        deleted.Successful?.map(({ Id }) => Id),
        ['good'],
      );
      assert.deepEqual(
        deleted.Failed?.map(({ Id, Code }) => [Id, Code]),
        [['bad', 'ReceiptHandleIsInvalid']],
      );
      assert.equal(await countOf(queue), 1);
    },
  },
  {
    name: 'batch-errors',
    says: 'A batch that is empty, has equal ids, or more than 10 entries is refused as a whole',
    doc: sqsApi('API_SendMessageBatch'),
    async run({ createQueue, countOf, clients }) {
      const queue = await createQueue();
      const send = (ids: string[]) =>
        clients.sqs.sendMessageBatch({ QueueUrl: queue.url, Entries: ids.map((Id) => ({ Id, MessageBody: Id })) });
      await assert.rejects(send([]), { name: /EmptyBatchRequest/ });
      await assert.rejects(send(['a', 'a']), { name: /BatchEntryIdsNotDistinct/ });
      await assert.rejects(send(Array.from({ length: 11 }, (_, n) => `n${n}`)), { name: /TooManyEntriesInBatchRequest/ });
      assert.equal(await countOf(queue), 0);
    },
  },
  {
    name: 'attributes',
    says: 'A queue has the documented defaults, and what was set',
    doc: sqsApi('API_GetQueueAttributes'),
    async run({ createQueue, clients }) {
      const { url, arn } = await createQueue({ VisibilityTimeout: '45' });
      const { Attributes = {} } = await clients.sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ['All'] });
      const { QueueArn, VisibilityTimeout, MessageRetentionPeriod, MaximumMessageSize, DelaySeconds, ReceiveMessageWaitTimeSeconds } =
        Attributes;
      assert.deepEqual(
        { QueueArn, VisibilityTimeout, MessageRetentionPeriod, MaximumMessageSize, DelaySeconds, ReceiveMessageWaitTimeSeconds },
        {
          QueueArn: arn,
          VisibilityTimeout: '45',
          MessageRetentionPeriod: '345600',
          MaximumMessageSize: '1048576',
          DelaySeconds: '0',
          ReceiveMessageWaitTimeSeconds: '0',
        },
      );
      assert.match(arn, /^arn:aws:sqs:[a-z0-9-]+:\d{12}:queue-/);
    },
  },
  {
    name: 'attribute-limits',
    says: 'An attribute outside its range is refused: InvalidAttributeValue',
    doc: sqsApi('API_CreateQueue'),
    async run({ name, cleanup, clients: { sqs } }) {
      for (const [key, value] of Object.entries({ VisibilityTimeout: '43201', MessageRetentionPeriod: '59', DelaySeconds: '901' })) {
        const created = sqs.createQueue({ QueueName: name('queue'), Attributes: { [key]: value } });
        created.then(
          ({ QueueUrl }) => cleanup(() => sqs.deleteQueue({ QueueUrl })),
          () => undefined,
        );
        await assert.rejects(created, { name: /InvalidAttributeValue/ }, `${key} ${value} was accepted`);
      }
    },
  },
  {
    name: 'create-again',
    says: 'Creating a queue again with the same attributes answers its URL; with others it is refused',
    doc: sqsApi('API_CreateQueue'),
    async run({ createQueue, clients }) {
      const { url, name: QueueName } = await createQueue({ VisibilityTimeout: '45' });
      assert.equal((await clients.sqs.createQueue({ QueueName, Attributes: { VisibilityTimeout: '45' } })).QueueUrl, url);
      await assert.rejects(clients.sqs.createQueue({ QueueName, Attributes: { VisibilityTimeout: '46' } }), { name: /^QueueNameExists/ });
    },
  },
  {
    name: 'unknown-queue',
    says: 'An unknown queue is QueueDoesNotExist (400)',
    doc: sqsApi('API_GetQueueUrl'),
    async run({ name, clients }) {
      await assert.rejects(
        clients.sqs.getQueueUrl({ QueueName: name('nobody') }),
        (error: Error & { $metadata?: { httpStatusCode?: number } }) => {
          assert.match(error.name, /^QueueDoesNotExist/);
          assert.equal(error.$metadata?.httpStatusCode, 400);
          return true;
        },
      );
    },
  },
  {
    name: 'size-limit',
    says: 'A message above 1 MiB is refused, one of 1 MiB is taken',
    doc: sqsDoc('quotas-messages'),
    async run({ createQueue, countOf, clients }) {
      const queue = await createQueue();
      await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: 'x'.repeat(1_048_576) });
      await assert.rejects(clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: 'x'.repeat(1_048_577) }));
      assert.equal(await countOf(queue), 1);
    },
  },
  {
    name: 'invalid-characters',
    says: 'A body with a character that XML does not allow is refused: InvalidMessageContents',
    doc: sqsApi('API_SendMessage'),
    async run({ createQueue, clients }) {
      const { url: QueueUrl } = await createQueue();
      await assert.rejects(clients.sqs.sendMessage({ QueueUrl, MessageBody: 'a \u0007 bell' }), { name: /InvalidMessageContents/ });
    },
  },
  {
    name: 'trace-header',
    says: 'AWSTraceHeader travels as a system attribute and has its own MD5',
    doc: sqsApi('API_SendMessage'),
    async run({ createQueue, receive, clients }) {
      const queue = await createQueue();
      const StringValue = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1';
      const sent = await clients.sqs.sendMessage({
        QueueUrl: queue.url,
        MessageBody: 'traced',
        MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue } },
      });
      assert.match(sent.MD5OfMessageSystemAttributes ?? '', /^[0-9a-f]{32}$/);
      const [message] = await receive(queue, { WaitTimeSeconds: 2 });
      assert.equal(message?.Attributes?.AWSTraceHeader, StringValue);
    },
  },
  {
    name: 'purge',
    says: 'PurgeQueue deletes every message, in flight too',
    doc: sqsApi('API_PurgeQueue'),
    async run({ createQueue, receive, countOf, until, clients }) {
      const queue = await createQueue();
      for (const body of ['a', 'b', 'c']) await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: body });
      await receive(queue, { MaxNumberOfMessages: 1, WaitTimeSeconds: 1 });
      await clients.sqs.purgeQueue({ QueueUrl: queue.url });
      await until('an empty queue', async () => ((await countOf(queue)) === 0 ? true : undefined));
    },
  },
  {
    name: 'purge-twice',
    says: 'A second PurgeQueue within 60 s is refused: PurgeQueueInProgress',
    doc: sqsApi('API_PurgeQueue'),
    async run({ createQueue, clients }) {
      const { url: QueueUrl } = await createQueue();
      await clients.sqs.purgeQueue({ QueueUrl });
      await assert.rejects(clients.sqs.purgeQueue({ QueueUrl }), { name: /PurgeQueueInProgress/ });
    },
  },
]);
