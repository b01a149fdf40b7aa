import { CreateQueueCommand, GetQueueAttributesCommand, type Message, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Emulator, startEmulator } from 'pushpull-emulator';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type QueueWorker, startQueueWorker } from './queue-worker.ts';

let emulator: Emulator;
let sqs: SQSClient;
let queueUrl: string;
let worker: QueueWorker | undefined;
/** How often the worker has hidden a message. */
let hidden: number;

beforeEach(async () => {
  // time stands still until a test moves it: no message comes back because a machine is busy
  emulator = await startEmulator({ port: 0, frozen: true });
  sqs = new SQSClient({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '000000000000', secretAccessKey: 'local' },
  });
  hidden = 0;
  sqs.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const output = await next(args);
        if (commandName === 'ChangeMessageVisibilityCommand') hidden++;
        return output;
      },
    { step: 'initialize' },
  );
  queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'work' }))).QueueUrl ?? '';
});
afterEach(async () => {
  worker?.stop();
  await worker?.done;
  sqs.destroy();
  await emulator.stop();
});

const send = (...bodies: string[]) =>
  Promise.all(bodies.map((MessageBody) => sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }))));
const left = async () => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
};
function start(handle: (message: Message) => Promise<void>, more: { concurrency?: number; visibilityS?: number } = {}) {
  worker = startQueueWorker({
    ...{ sqs, queueUrl, concurrency: 4, visibilityS: 60, heartbeatMs: 100, handle, ...more },
    ...{ retryAfterS: () => 1, onProblem() {} },
  });
  return worker;
}
/** Resolves at the nth call of what it gives. */
function countdown(n: number) {
  const { promise, resolve } = Promise.withResolvers<void>();
  let calls = 0;
  return { reached: promise, call: () => ++calls === n && resolve() };
}

it('works on no more at once than it was told, and deletes what it has done before it stops', async () => {
  await send(...Array.from({ length: 12 }, (_, i) => `${i}`));
  const all = countdown(12);
  let now = 0;
  let most = 0;
  const started = start(
    async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now--;
      all.call();
    },
    { concurrency: 3 },
  );
  await all.reached;
  started.stop();
  await started.done;
  expect(most).toBeLessThanOrEqual(3);
  expect(await left()).toBe(0);
});

it('tries again what failed', async () => {
  await send('a');
  const twice = countdown(2);
  let failures = 0;
  const started = start(async () => {
    twice.call();
    if (failures++ === 0) throw new Error('not now');
  });
  await vi.waitUntil(() => hidden > 0, { timeout: 60_000 });
  // a second later: once it has been hidden for no longer than that
  while (failures < 2) {
    await emulator.clock.advance(1_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await twice.reached;
  started.stop();
  await started.done;
  expect(await left()).toBe(0);
});

it('keeps a message hidden while it is worked on, however long that takes', async () => {
  await send('slow');
  let received = 0;
  const begun = countdown(1);
  const { promise: finish, resolve } = Promise.withResolvers<void>();
  const started = start(
    async () => {
      received++;
      begun.call();
      await finish;
    },
    { visibilityS: 10 },
  );
  await begun.reached;
  // five times its visibility timeout
  for (let i = 0; i < 10; i++) {
    const before = hidden;
    await emulator.clock.advance(5_000);
    // one of them may have been on its way already
    await vi.waitUntil(() => hidden >= before + 2, { timeout: 60_000 });
  }
  expect(received).toBe(1);
  resolve();
  started.stop();
  await started.done;
  expect(await left()).toBe(0);
});

it('ends what it has begun when it is asked to stop, and begins nothing more', async () => {
  await send('one');
  const begun = countdown(1);
  const { promise: finish, resolve } = Promise.withResolvers<void>();
  const started = start(async () => {
    begun.call();
    await finish;
  });
  await begun.reached;
  started.stop();
  await send('two');
  resolve();
  await started.done;
  expect(await left()).toBe(1);
});
