import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { casesOf } from '../case.ts';
import { sqsApi, sqsDoc } from '../docs.ts';

export const sqsDelivery = casesOf('sqs', [
  {
    name: 'long-poll',
    says: 'A waiting receive answers as soon as a message is sent, long before its wait is over',
    doc: sqsDoc('sqs-short-and-long-polling'),
    async run({ createQueue, receive, clients }) {
      const queue = await createQueue();
      const began = performance.now();
      const [messages] = await Promise.all([
        receive(queue, { WaitTimeSeconds: 20 }),
        sleep(300).then(() => clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: 'wake up' })),
      ]);
      assert.deepEqual(
        messages.map(({ Body }) => Body),
        ['wake up'],
      );
      assert.ok(performance.now() - began < 15_000, 'answered before the wait was over');
    },
  },
  {
    name: 'hidden-then-again',
    says: 'A received message is hidden for the visibility timeout, then comes again with a higher receive count',
    doc: sqsDoc('sqs-visibility-timeout'),
    async run({ createQueue, receive, until, clients }) {
      const hides = await createQueue({ VisibilityTimeout: '600' });
      await clients.sqs.sendMessage({ QueueUrl: hides.url, MessageBody: 'hidden' });
      assert.equal((await receive(hides, { WaitTimeSeconds: 2 })).length, 1);
      assert.deepEqual(await receive(hides), []);
      const queue = await createQueue({ VisibilityTimeout: '2' });
      await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: 'again' });
      const [first] = await receive(queue, { WaitTimeSeconds: 2 });
      assert.equal(first?.Attributes?.ApproximateReceiveCount, '1');
      const second = await until('the message again', async () => (await receive(queue, { WaitTimeSeconds: 1 }))[0]);
      assert.equal(second.MessageId, first?.MessageId);
      assert.equal(second.Attributes?.ApproximateReceiveCount, '2');
      assert.notEqual(second.ReceiptHandle, first?.ReceiptHandle);
      assert.equal(second.Attributes?.ApproximateFirstReceiveTimestamp, first?.Attributes?.ApproximateFirstReceiveTimestamp);
    },
  },
  {
    name: 'change-visibility',
    says: 'ChangeMessageVisibility 0 shows a received message at once',
    doc: sqsApi('API_ChangeMessageVisibility'),
    async run({ createQueue, receive, clients }) {
      const queue = await createQueue();
      await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: 'x' });
      const [first] = await receive(queue, { WaitTimeSeconds: 2 });
      await clients.sqs.changeMessageVisibility({ QueueUrl: queue.url, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 });
      const [second] = await receive(queue, { WaitTimeSeconds: 2 });
      assert.equal(second?.MessageId, first?.MessageId);
    },
  },
  {
    name: 'delay',
    says: 'A message sent with DelaySeconds is not visible before; the queue counts it as delayed',
    doc: sqsDoc('sqs-message-timers'),
    async run({ createQueue, receive, take, clients }) {
      const waits = await createQueue();
      await clients.sqs.sendMessage({ QueueUrl: waits.url, MessageBody: 'much later', DelaySeconds: 900 });
      assert.deepEqual(await receive(waits), []);
      const { Attributes } = await clients.sqs.getQueueAttributes({
        QueueUrl: waits.url,
        AttributeNames: ['ApproximateNumberOfMessagesDelayed', 'ApproximateNumberOfMessages'],
      });
      assert.deepEqual(Attributes, { ApproximateNumberOfMessagesDelayed: '1', ApproximateNumberOfMessages: '0' });
      const queue = await createQueue();
      await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: 'late', DelaySeconds: 2 });
      assert.deepEqual(
        (await take(queue, 1)).map(({ Body }) => Body),
        ['late'],
      );
    },
  },
  {
    name: 'dead-letter-queue',
    says: 'A message received maxReceiveCount times without being deleted moves to the dead-letter queue, under its id',
    doc: sqsDoc('sqs-dead-letter-queues'),
    async run({ createQueue, receive, until, take, clients }) {
      const dead = await createQueue();
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 });
      const queue = await createQueue({ VisibilityTimeout: '0', RedrivePolicy });
      const { MessageId } = await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: 'poison' });
      let receives = 0;
      await until('two receives, then none', async () => {
        const messages = await receive(queue, { WaitTimeSeconds: 1 });
        receives += messages.length;
        return messages.length === 0 && receives > 0 ? true : undefined;
      });
      assert.equal(receives, 2);
      const [message] = await take(dead, 1);
      assert.equal(message?.MessageId, MessageId);
      assert.equal(message?.Attributes?.DeadLetterQueueSourceArn, queue.arn);
    },
  },
  {
    name: 'redrive',
    says: 'StartMessageMoveTask moves the messages of a dead-letter queue back to where they came from',
    doc: sqsApi('API_StartMessageMoveTask'),
    async run({ createQueue, receive, until, take, countOf, clients }) {
      const dead = await createQueue();
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
      const queue = await createQueue({ VisibilityTimeout: '0', RedrivePolicy });
      await clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody: 'back again' });
      await receive(queue, { WaitTimeSeconds: 2 });
      await until('the message in the dead-letter queue', async () => {
        await receive(queue);
        return (await countOf(dead)) === 1 ? true : undefined;
      });
      const { TaskHandle } = await clients.sqs.startMessageMoveTask({ SourceArn: dead.arn });
      assert.ok(TaskHandle);
      assert.deepEqual(
        (await take(queue, 1)).map(({ Body }) => Body),
        ['back again'],
      );
      // a message is at its destination a moment before it is gone from where it was
      await until('an empty dead-letter queue', async () => ((await countOf(dead)) === 0 ? true : undefined));
    },
  },
  {
    name: 'fifo-order',
    says: 'A FIFO group is received in order, and stays locked while one of its messages is in flight; other groups do not',
    doc: sqsDoc('FIFO-queues-understanding-logic'),
    async run({ createQueue, receive, clients }) {
      const queue = await createQueue({ FifoQueue: 'true', ContentBasedDeduplication: 'true' });
      const send = (MessageBody: string, MessageGroupId: string) =>
        clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody, MessageGroupId });
      const numbers: string[] = [];
      for (const text of ['a1', 'a2', 'a3']) numbers.push((await send(text, 'a')).SequenceNumber ?? '');
      assert.deepEqual(
        numbers.toSorted((x, y) => (BigInt(x) < BigInt(y) ? -1 : 1)),
        numbers,
      );
      await send('b1', 'b');
      const one = { MaxNumberOfMessages: 1, WaitTimeSeconds: 1 };
      const [first] = await receive(queue, one);
      assert.equal(first?.Body, 'a1');
      const [second] = await receive(queue, one);
      assert.equal(second?.Body, 'b1');
      assert.deepEqual(await receive(queue), []);
      await clients.sqs.deleteMessage({ QueueUrl: queue.url, ReceiptHandle: first?.ReceiptHandle });
      const rest = await receive(queue, { WaitTimeSeconds: 1 });
      assert.deepEqual(
        rest.map(({ Body }) => Body),
        ['a2', 'a3'],
      );
    },
  },
  {
    name: 'fifo-deduplication',
    says: 'A second message with the same deduplication id is accepted under the first one’s id and not delivered',
    doc: sqsDoc('using-messagededuplicationid-property'),
    async run({ createQueue, take, countOf, clients }) {
      const queue = await createQueue({ FifoQueue: 'true' });
      const send = (MessageBody: string) =>
        clients.sqs.sendMessage({ QueueUrl: queue.url, MessageBody, MessageGroupId: 'one', MessageDeduplicationId: 'same' });
      const first = await send('first');
      const second = await send('second');
      assert.equal(second.MessageId, first.MessageId);
      assert.deepEqual(
        (await take(queue, 1)).map(({ Body }) => Body),
        ['first'],
      );
      await send('third, the first deleted');
      assert.equal(await countOf(queue), 0);
    },
  },
  {
    name: 'fifo-needs-group',
    says: 'A message to a FIFO queue without a group is MissingParameter; without any deduplication id it is refused too',
    doc: sqsApi('API_SendMessage'),
    async run({ createQueue, clients }) {
      const { url: QueueUrl } = await createQueue({ FifoQueue: 'true' });
      await assert.rejects(clients.sqs.sendMessage({ QueueUrl, MessageBody: 'x' }), { name: /MissingParameter/ });
      await assert.rejects(clients.sqs.sendMessage({ QueueUrl, MessageBody: 'x', MessageGroupId: 'one' }), {
        name: /InvalidParameterValue/,
      });
    },
  },
]);
