import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ListQueuesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Emulator, startEmulator } from 'pushpull-emulator';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

let emulator: Emulator;
let sns: SNSClient;
let sqs: SQSClient;

// one stack for the file: it starts in milliseconds, on a port of its own, so files may run side by side
beforeAll(async () => {
  emulator = await startEmulator({ port: 0, frozen: true });
  const config = { endpoint: emulator.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  sns = new SNSClient(config);
  sqs = new SQSClient(config);
});
beforeEach(() => emulator.reset()); // each test finds it empty
afterAll(() => emulator.stop());

test('a topic feeds a queue', async () => {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'shares' }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'shares' }));
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:shares';
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery: 'true' } }));

  await sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));

  await emulator.events.waitFor((hop) => hop.type === 'sqs.sent');
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages?.map(({ Body }) => Body)).toEqual(['hello']);
});

test('a message that nobody deletes comes back after its visibility timeout, without waiting for it', async () => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'slow', Attributes: { VisibilityTimeout: '3600' } }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'again' }));
  const receive = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.length ?? 0;
  expect([await receive(), await receive()]).toEqual([1, 0]);
  await emulator.clock.advance(3_600_000);
  expect(await receive()).toBe(1);
});

test('nothing is left of the tests before', async () => {
  expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toBeUndefined();
});

test('a stack for one test alone ends with it', async () => {
  await using own = await startEmulator({ port: 0 });
  expect((await fetch(`${own.endpoint}/_emulator/health`)).status).toBe(200);
});
