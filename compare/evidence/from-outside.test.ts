import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Emulator, startEmulator } from 'pushpull-emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Row } from '../rows.ts';
import { fromOutside } from './from-outside.ts';

let emulator: Emulator;
let sqs: SQSClient;
let QueueUrl: string;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, frozen: true });
  sqs = new SQSClient({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  ({ QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'PushpullUsers-SendShareEmailDirectAsyncDeadLetters-1' })));
});
afterAll(() => emulator.stop());

const row = (shareId: string, status = 202): Row => ({
  ...{ mode: 'pull', shareId, traceId: 't', intendedAt: 0, sentAt: 0, answeredAt: 0, status },
  ...{ stamps: {}, fate: 'in flight', mails: 0 },
});

test('mails, answers and dead letters say where a share is, and what nothing accounts for is lost in the end', async () => {
  for (let i = 0; i < 12; i++) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: `{"shareId":"dead-${i}"}` }));
  const rows = [row('sent'), row('refused', 502), row('dead-0'), row('dead-11'), row('silent')];
  const watch = fromOutside(sqs).watch('mapping');
  const mails = async () => new Map([['sent', 2]]);
  await watch.settle(rows, mails, false);
  expect(rows.map(({ fate }) => fate)).toEqual(['handled', 'refused', 'dead-lettered', 'dead-lettered', 'waiting']);
  expect([rows[0]?.mails, watch.hops]).toEqual([2, undefined]);

  // at once: those that the first look found are still hidden
  await watch.settle(rows, mails, true);
  expect(rows.map(({ fate }) => fate)).toEqual(['handled', 'refused', 'dead-lettered', 'dead-lettered', 'lost']);

  emulator.clock.advance(2_000);
  const left = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  expect(left.Messages?.length).toBeGreaterThan(0);
});
