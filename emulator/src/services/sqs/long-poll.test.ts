import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Timer } from '../../clock/clock.ts';
import { type Lab, startLab } from './testing.ts';

let lab: Lab;
beforeAll(async () => void (lab = await startLab()));
afterAll(() => lab.end());
afterEach(() => vi.restoreAllMocks());

/** Begins a long poll; resolves once it waits at the queue, which it does with a timer of its own. */
async function waits<T>(begin: () => Promise<T>) {
  const after = vi.spyOn(lab.stack.clock, 'after');
  const poll = begin();
  await vi.waitUntil(() => after.mock.results.length > 0, { timeout: 60_000, interval: 5 });
  const timer = after.mock.results[0]?.value as Timer;
  const cancelled = vi.spyOn(timer, 'cancel');
  after.mockRestore();
  return { poll, over: () => vi.waitUntil(() => cancelled.mock.calls.length > 0, { timeout: 60_000, interval: 5 }) };
}

it('wakes at once when a message is sent, and takes a batch whole', async () => {
  const url = await lab.queue('wake');
  const { poll } = await waits(() => lab.receive(url, { WaitTimeSeconds: 20 }));
  await lab.sqs.sendMessageBatch({ QueueUrl: url, Entries: [1, 2, 3].map((i) => ({ Id: `${i}`, MessageBody: `${i}` })) });
  expect(await poll).toHaveLength(3);
});

it('wakes when a delay or a visibility timeout ends', async () => {
  const url = await lab.queue('wake-later', { VisibilityTimeout: '4' });
  await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'x', DelaySeconds: 3 });
  const first = await waits(() => lab.receive(url, { WaitTimeSeconds: 20 }));
  await lab.seconds(3);
  expect(await first.poll).toHaveLength(1);
  const second = await waits(() => lab.receive(url, { WaitTimeSeconds: 20 }));
  await lab.seconds(4);
  expect((await second.poll)[0]?.Attributes?.ApproximateReceiveCount).toBe('2');
});

it('ends empty when its time is up', async () => {
  const url = await lab.queue('wait', { ReceiveMessageWaitTimeSeconds: '5' });
  const { poll } = await waits(() => lab.sqs.receiveMessage({ QueueUrl: url }));
  await lab.seconds(5);
  expect((await poll).Messages).toBeUndefined();
});

it('serves those who wait in their order, and takes nothing for one who has gone', async () => {
  const url = await lab.queue('gone');
  const controller = new AbortController();
  const input = { QueueUrl: url, WaitTimeSeconds: 20 };
  const gone = await waits(() => lab.sqs.receiveMessage(input, { abortSignal: controller.signal }));
  const refused = expect(gone.poll).rejects.toThrow();
  const stays = await waits(() => lab.receive(url, input));
  controller.abort();
  await refused;
  await gone.over();
  await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'x' });
  expect((await stays.poll)[0]?.Attributes?.ApproximateReceiveCount).toBe('1');
});

it('fails when the queue is deleted', async () => {
  const url = await lab.queue('deleted');
  const { poll } = await waits(() => lab.receive(url, { WaitTimeSeconds: 20 }));
  const failed = expect(poll).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  await lab.sqs.deleteQueue({ QueueUrl: url });
  await failed;
});
