import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, type Lab, startLab } from './testing.ts';

let lab: Lab;
beforeAll(async () => void (lab = await startLab()));
afterAll(() => lab.end());

const redrive = (name: string, maxReceiveCount: number) => JSON.stringify({ deadLetterTargetArn: lab.arn(name), maxReceiveCount });

/** A dead-letter queue `<name>-dlq` with one message that its source gave up. */
async function deadLettered(name: string, count = 1, attributes: Record<string, string> = {}) {
  const dlq = await lab.queue(`${name}-dlq`);
  const source = await lab.queue(name, { VisibilityTimeout: '1', RedrivePolicy: redrive(`${name}-dlq`, 1), ...attributes });
  for (let i = 0; i < count; i++) await lab.sqs.sendMessage({ QueueUrl: source, MessageBody: `m${i}` });
  for (let taken = 0; taken < count; ) taken += (await lab.receive(source)).length;
  await lab.seconds(1);
  expect(await lab.receive(source)).toEqual([]);
  return { dlq, source };
}

it('moves a message that was received too often, with its id, age and count', async () => {
  const dlq = await lab.queue('dlq');
  const url = await lab.queue('source', { VisibilityTimeout: '2', RedrivePolicy: redrive('dlq', 2) });
  const { MessageId } = await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'poison' });
  const [first] = await lab.receive(url);
  await lab.seconds(2);
  expect(await lab.receive(url)).toHaveLength(1);
  await lab.seconds(2);
  expect(await lab.counts(dlq)).toBe('0 ready, 0 in flight, 0 delayed');
  const waiting = lab.receive(dlq, { WaitTimeSeconds: 20 });
  expect(await lab.receive(url)).toEqual([]);
  const [dead] = await waiting;
  expect(dead).toMatchObject({
    MessageId,
    Attributes: {
      ApproximateReceiveCount: '3',
      DeadLetterQueueSourceArn: lab.arn('source'),
      SentTimestamp: first?.Attributes?.SentTimestamp,
    },
  });
  expect(lab.events.since(0).filter((hop) => hop.type === 'sqs.dead-lettered' && hop.messageId === MessageId)).toHaveLength(1);
  expect((await lab.sqs.listDeadLetterSourceQueues({ QueueUrl: dlq })).queueUrls).toEqual([url]);
});

it('moves the messages back to their source as new ones', async () => {
  const { dlq, source } = await deadLettered('back', 3);
  const { TaskHandle } = await lab.sqs.startMessageMoveTask({ SourceArn: lab.arn('back-dlq') });
  expect(TaskHandle).toBeTruthy();
  await lab.seconds(1);
  expect(await lab.counts(dlq)).toBe('0 ready, 0 in flight, 0 delayed');
  const moved = await lab.receive(source);
  expect(moved.map((m) => m.Attributes?.ApproximateReceiveCount)).toEqual(['1', '1', '1']);
  const { Results } = await lab.sqs.listMessageMoveTasks({ SourceArn: lab.arn('back-dlq') });
  expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3, ApproximateNumberOfMessagesToMove: 3 }]);
});

it('moves at the rate that was asked for, to another queue, and can be cancelled', async () => {
  const { dlq } = await deadLettered('slow', 5);
  const other = await lab.queue('slow-other');
  const start = { SourceArn: lab.arn('slow-dlq'), DestinationArn: lab.arn('slow-other'), MaxNumberOfMessagesPerSecond: 1 };
  const { TaskHandle } = await lab.sqs.startMessageMoveTask(start);
  expect(await codeOf(lab.sqs.startMessageMoveTask(start))).toBe('UnsupportedOperation');
  await lab.seconds(2);
  expect(await lab.sqs.cancelMessageMoveTask({ TaskHandle })).toMatchObject({ ApproximateNumberOfMessagesMoved: 2 });
  await lab.seconds(10);
  expect(await lab.counts(other)).toBe('2 ready, 0 in flight, 0 delayed');
  expect(await lab.counts(dlq)).toBe('3 ready, 0 in flight, 0 delayed');
});

it('refuses what cannot be a dead-letter queue', async () => {
  await lab.queue('closed-dlq', { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' });
  await lab.queue('fifo-dlq.fifo');
  const code = (policy: string) => codeOf(lab.queue(`refused-${Math.random()}`.replace('.', ''), { RedrivePolicy: policy }));
  expect(await code(redrive('closed-dlq', 3))).toBe('InvalidParameterValue');
  expect(await code(redrive('fifo-dlq.fifo', 3))).toBe('InvalidParameterValue');
  expect(await code(redrive('nowhere', 3))).toBe('InvalidParameterValue');
  expect(await code(redrive('dlq', 0))).toBe('InvalidParameterValue');
  expect(await code('{"maxReceiveCount":3}')).toBe('InvalidParameterValue');
  expect(await codeOf(lab.sqs.startMessageMoveTask({ SourceArn: lab.arn('closed-dlq') }))).toBe('InvalidParameterValue');
  expect(await codeOf(lab.sqs.startMessageMoveTask({ SourceArn: lab.arn('nowhere') }))).toBe('ResourceNotFoundException');
});
