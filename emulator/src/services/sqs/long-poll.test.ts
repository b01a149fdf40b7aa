import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from './testing.ts';

let lab: Lab;
beforeAll(async () => void (lab = await startLab()));
afterAll(() => lab.end());

const soon = () => new Promise((resolve) => setTimeout(resolve, 50));

it('wakes at once when a message is sent, and takes a batch whole', async () => {
  const url = await lab.queue('wake');
  const poll = lab.receive(url, { WaitTimeSeconds: 20 });
  await soon();
  await lab.sqs.sendMessageBatch({ QueueUrl: url, Entries: [1, 2, 3].map((i) => ({ Id: `${i}`, MessageBody: `${i}` })) });
  expect(await poll).toHaveLength(3);
});

it('wakes when a delay or a visibility timeout ends', async () => {
  const url = await lab.queue('wake-later', { VisibilityTimeout: '4' });
  await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'x', DelaySeconds: 3 });
  const first = lab.receive(url, { WaitTimeSeconds: 20 });
  await soon();
  await lab.seconds(3);
  expect(await first).toHaveLength(1);
  const second = lab.receive(url, { WaitTimeSeconds: 20 });
  await soon();
  await lab.seconds(4);
  expect((await second)[0]?.Attributes?.ApproximateReceiveCount).toBe('2');
});

it('ends empty when its time is up', async () => {
  const url = await lab.queue('wait', { ReceiveMessageWaitTimeSeconds: '5' });
  const poll = lab.sqs.receiveMessage({ QueueUrl: url });
  await soon();
  await lab.seconds(5);
  expect((await poll).Messages).toBeUndefined();
});

it('serves those who wait in their order, and takes nothing for one who has gone', async () => {
  const url = await lab.queue('gone');
  const controller = new AbortController();
  const gone = lab.sqs.receiveMessage({ QueueUrl: url, WaitTimeSeconds: 20 }, { abortSignal: controller.signal });
  await soon();
  const stays = lab.receive(url, { WaitTimeSeconds: 20 });
  await soon();
  controller.abort();
  await expect(gone).rejects.toThrow();
  await soon();
  await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'x' });
  expect((await stays)[0]?.Attributes?.ApproximateReceiveCount).toBe('1');
});

it('fails when the queue is deleted', async () => {
  const url = await lab.queue('deleted');
  const poll = lab.receive(url, { WaitTimeSeconds: 20 });
  const failed = expect(poll).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  await soon();
  await lab.sqs.deleteQueue({ QueueUrl: url });
  await failed;
});
