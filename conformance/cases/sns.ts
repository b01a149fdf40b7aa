import assert from 'node:assert/strict';
import { casesOf } from '../case.ts';
import { snsApi, snsDoc } from '../docs.ts';
import { TELLS } from '../make/functions.ts';

export const sns = casesOf('sns', [
  {
    name: 'fan-out',
    says: 'Every subscribed queue gets a copy, wrapped in a signed notification with its topic, id, subject, time and attributes',
    doc: snsDoc('sns-message-and-json-formats'),
    async run({ createTopic, createQueue, subscribe, take, clients }) {
      const topic = await createTopic();
      const queues = [await createQueue(), await createQueue()];
      for (const queue of queues) await subscribe(topic, 'sqs', queue.arn);
      const { MessageId } = await clients.sns.publish({
        TopicArn: topic,
        Message: 'a photo',
        Subject: 'shared',
        MessageAttributes: { mode: { DataType: 'String', StringValue: 'push' } },
      });
      for (const queue of queues) {
        const [message] = await take(queue, 1);
        const body = JSON.parse(message?.Body ?? '');
        assert.equal(body.Type, 'Notification');
        assert.equal(body.MessageId, MessageId);
        assert.equal(body.TopicArn, topic);
        assert.equal(body.Subject, 'shared');
        assert.equal(body.Message, 'a photo');
        assert.match(body.Timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        assert.match(body.SignatureVersion, /^[12]$/);
        for (const key of ['Signature', 'SigningCertURL', 'UnsubscribeURL']) assert.ok(body[key], key);
        assert.deepEqual(body.MessageAttributes, { mode: { Type: 'String', Value: 'push' } });
      }
    },
  },
  {
    name: 'raw',
    says: 'With raw delivery a queue gets the message alone, and its attributes as those of the SQS message',
    doc: snsDoc('sns-large-payload-raw-message-delivery'),
    async run({ createTopic, createQueue, subscribe, take, clients }) {
      const topic = await createTopic();
      const queue = await createQueue();
      await subscribe(topic, 'sqs', queue.arn, { RawMessageDelivery: 'true' });
      await clients.sns.publish({
        TopicArn: topic,
        Message: '{"raw":true}',
        MessageAttributes: {
          mode: { DataType: 'String', StringValue: 'push' },
          n: { DataType: 'Number', StringValue: '42' },
          thumb: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2, 255]) },
        },
      });
      const [message] = await take(queue, 1);
      assert.equal(message?.Body, '{"raw":true}');
      assert.equal(message?.MessageAttributes?.mode?.StringValue, 'push');
      assert.equal(message?.MessageAttributes?.n?.DataType, 'Number');
      assert.deepEqual(Buffer.from(message?.MessageAttributes?.thumb?.BinaryValue ?? []), Buffer.from([1, 2, 255]));
    },
  },
  {
    name: 'lambda-event',
    says: 'A subscribed function is invoked with one record: EventSource aws:sns, the subscription, and the message as Sns',
    doc: snsDoc('sns-lambda-as-subscriber'),
    async run({ createTopic, createFunction, subscribe, allow, saw, clients }) {
      const topic = await createTopic();
      const { name, arn } = await createFunction(TELLS);
      await allow(name, 'sns', topic);
      const subscription = await subscribe(topic, 'lambda', arn);
      const { MessageId } = await clients.sns.publish({
        TopicArn: topic,
        Message: 'to a function',
        MessageAttributes: { mode: { DataType: 'String', StringValue: 'push' } },
      });
      const [event] = await saw(name, 1);
      assert.equal(event.Records.length, 1);
      const [record] = event.Records;
      assert.equal(record.EventSource, 'aws:sns');
      assert.equal(record.EventVersion, '1.0');
      assert.equal(record.EventSubscriptionArn, subscription);
      assert.equal(record.Sns.Type, 'Notification');
      assert.equal(record.Sns.MessageId, MessageId);
      assert.equal(record.Sns.TopicArn, topic);
      assert.equal(record.Sns.Subject, null);
      assert.equal(record.Sns.Message, 'to a function');
      assert.deepEqual(record.Sns.MessageAttributes, { mode: { Type: 'String', Value: 'push' } });
    },
  },
  {
    name: 'structure-json',
    says: 'MessageStructure json sends each protocol its own text, and default to the others',
    doc: snsApi('API_Publish'),
    async run({ createTopic, createQueue, subscribe, take, createFunction, allow, saw, clients }) {
      const topic = await createTopic();
      const queue = await createQueue();
      const { name, arn } = await createFunction(TELLS);
      await allow(name, 'sns', topic);
      await subscribe(topic, 'sqs', queue.arn);
      await subscribe(topic, 'lambda', arn);
      await clients.sns.publish({
        TopicArn: topic,
        MessageStructure: 'json',
        Message: JSON.stringify({ default: 'for all', sqs: 'for queues' }),
      });
      const [message] = await take(queue, 1);
      assert.equal(JSON.parse(message?.Body ?? '').Message, 'for queues');
      assert.equal((await saw(name, 1))[0].Records[0].Sns.Message, 'for all');
    },
  },
  {
    name: 'publish-batch',
    says: 'PublishBatch answers entry by entry; equal ids are refused',
    doc: snsApi('API_PublishBatch'),
    async run({ createTopic, createQueue, subscribe, take, clients }) {
      const topic = await createTopic();
      const queue = await createQueue();
      await subscribe(topic, 'sqs', queue.arn, { RawMessageDelivery: 'true' });
      const { Successful, Failed } = await clients.sns.publishBatch({
        TopicArn: topic,
        PublishBatchRequestEntries: ['a', 'b', 'c'].map((Id) => ({ Id, Message: `message ${Id}` })),
      });
      assert.deepEqual(
        Successful?.map(({ Id }) => Id),
        ['a', 'b', 'c'],
      );
      assert.deepEqual(Failed ?? [], []);
      const bodies = (await take(queue, 3)).map(({ Body }) => Body).sort();
      assert.deepEqual(bodies, ['message a', 'message b', 'message c']);
      const same = { Id: 'same', Message: 'x' };
      await assert.rejects(clients.sns.publishBatch({ TopicArn: topic, PublishBatchRequestEntries: [same, same] }), {
        name: /BatchEntryIdsNotDistinct/,
      });
    },
  },
  {
    name: 'dead-letter-queue',
    says: 'What cannot be delivered because the endpoint is gone goes to the dead-letter queue of the subscription',
    doc: snsDoc('sns-dead-letter-queues'),
    async run({ createTopic, createQueue, subscribe, take, clients }) {
      const topic = await createTopic();
      const dead = await createQueue();
      const gone = await createQueue();
      await subscribe(topic, 'sqs', gone.arn, {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }),
        RawMessageDelivery: 'true',
      });
      await clients.sqs.deleteQueue({ QueueUrl: gone.url });
      await clients.sns.publish({ TopicArn: topic, Message: 'nobody home' });
      const [message] = await take(dead, 1);
      assert.match(message?.Body ?? '', /nobody home/);
    },
  },
  {
    name: 'fifo',
    says: 'A FIFO topic keeps the order of a group in its FIFO queue, and drops what has the same deduplication id within 5 minutes',
    doc: snsDoc('fifo-message-dedup'),
    async run({ createTopic, createQueue, subscribe, take, countOf, clients }) {
      const topic = await createTopic({ FifoTopic: 'true', ContentBasedDeduplication: 'true' });
      const queue = await createQueue({ FifoQueue: 'true' });
      await subscribe(topic, 'sqs', queue.arn, { RawMessageDelivery: 'true' });
      const publish = (Message: string) => clients.sns.publish({ TopicArn: topic, Message, MessageGroupId: 'one' });
      for (const text of ['1', '2', '2', '3', '1', '4']) await publish(text);
      const messages = await take(queue, 4);
      assert.deepEqual(
        messages.map(({ Body }) => Body),
        ['1', '2', '3', '4'],
      );
      assert.deepEqual([...new Set(messages.map(({ Attributes }) => Attributes?.MessageGroupId))], ['one']);
      assert.equal(await countOf(queue), 0);
    },
  },
  {
    name: 'fifo-needs-group',
    says: 'A message to a FIFO topic without a group is refused: InvalidParameter',
    doc: snsApi('API_Publish'),
    async run({ createTopic, clients }) {
      const topic = await createTopic({ FifoTopic: 'true', ContentBasedDeduplication: 'true' });
      await assert.rejects(clients.sns.publish({ TopicArn: topic, Message: 'x' }), { name: /^InvalidParameter/ });
    },
  },
  {
    name: 'unknown-topic',
    says: 'Publishing to an unknown topic is NotFound (404)',
    doc: snsApi('API_Publish'),
    async run({ createTopic, name, clients }) {
      const topic = await createTopic();
      const unknown = `${topic.slice(0, topic.lastIndexOf(':'))}:${name('nobody')}`;
      await assert.rejects(clients.sns.publish({ TopicArn: unknown, Message: 'x' }), { name: /^NotFound/ });
    },
  },
  {
    name: 'size-limit',
    says: 'A message above the 256 KiB of a topic is refused: InvalidParameter',
    doc: snsApi('API_Publish'),
    async run({ createTopic, clients }) {
      const topic = await createTopic();
      await assert.rejects(clients.sns.publish({ TopicArn: topic, Message: 'x'.repeat(262_145) }), { name: /^InvalidParameter/ });
    },
  },
  {
    name: 'unsubscribed',
    says: 'After Unsubscribe the queue gets nothing more, and the topic lists no subscription',
    doc: snsApi('API_Unsubscribe'),
    async run({ createTopic, createQueue, subscribe, take, countOf, clients }) {
      const topic = await createTopic();
      const [leaves, stays] = [await createQueue(), await createQueue()];
      const SubscriptionArn = await subscribe(topic, 'sqs', leaves.arn);
      await subscribe(topic, 'sqs', stays.arn);
      await clients.sns.unsubscribe({ SubscriptionArn });
      await clients.sns.publish({ TopicArn: topic, Message: 'who listens' });
      await take(stays, 1);
      assert.equal(await countOf(leaves), 0);
      const { Subscriptions } = await clients.sns.listSubscriptionsByTopic({ TopicArn: topic });
      assert.deepEqual(
        Subscriptions?.map(({ Endpoint }) => Endpoint),
        [stays.arn],
      );
    },
  },
]);
