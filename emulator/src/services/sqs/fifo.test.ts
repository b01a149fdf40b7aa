import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from './testing.ts';

let lab: Lab;
beforeAll(async () => void (lab = await startLab()));
afterAll(() => lab.end());

const bodies = (messages: { Body?: string }[]) => messages.map((m) => m.Body);

/** A FIFO queue with messages in it, `a1` being the first of group `a`. */
async function filled(name: string, messages: string[], attributes: Record<string, string> = {}) {
  const url = await lab.queue(`${name}.fifo`, { ContentBasedDeduplication: 'true', ...attributes });
  for (const body of messages) await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: body, MessageGroupId: body.charAt(0) });
  return url;
}

describe('groups', () => {
  it('drains a group in order, locks it while in flight and goes on with the next', async () => {
    const url = await filled('groups', ['a1', 'b1', 'a2', 'b2']);
    const first = await lab.receive(url, { MaxNumberOfMessages: 1 });
    expect(bodies(first)).toEqual(['a1']);
    expect(bodies(await lab.receive(url))).toEqual(['b1', 'b2']);
    expect(await lab.receive(url)).toEqual([]);
    await lab.sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: first[0]?.ReceiptHandle });
    expect(bodies(await lab.receive(url))).toEqual(['a2']);
  });

  it('gives back only the message that was made visible again', async () => {
    const url = await filled('again', ['a1', 'a2', 'a3']);
    const [a1, a2] = await lab.receive(url, { MaxNumberOfMessages: 2 });
    await lab.sqs.changeMessageVisibility({ QueueUrl: url, ReceiptHandle: a1?.ReceiptHandle, VisibilityTimeout: 0 });
    const [again] = await lab.receive(url);
    expect(again?.Body).toBe('a1');
    expect(await lab.receive(url)).toEqual([]);
    for (const m of [again, a2]) await lab.sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: m?.ReceiptHandle });
    expect(bodies(await lab.receive(url))).toEqual(['a3']);
  });

  it('refuses to delete with a handle that has expired', async () => {
    const url = await filled('expired', ['a1'], { VisibilityTimeout: '5' });
    const [a1] = await lab.receive(url);
    await lab.seconds(5);
    await expect(lab.sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: a1?.ReceiptHandle })).rejects.toThrow(
      'The receipt handle has expired.',
    );
    expect(await lab.receive(url)).toHaveLength(1);
  });

  it('wakes a long poll when a group opens', async () => {
    const url = await filled('opens', ['a1', 'a2']);
    const [a1] = await lab.receive(url, { MaxNumberOfMessages: 1 });
    const poll = lab.receive(url, { WaitTimeSeconds: 20 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await lab.sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: a1?.ReceiptHandle });
    expect(bodies(await poll)).toEqual(['a2']);
  });

  it('dead-letters the head of a group and goes on with the rest', async () => {
    const dlq = await lab.queue('heads.fifo');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: lab.arn('heads.fifo'), maxReceiveCount: 1 });
    const url = await filled('head', ['a1', 'a2'], { VisibilityTimeout: '5', RedrivePolicy });
    await lab.receive(url, { MaxNumberOfMessages: 1 });
    await lab.seconds(5);
    expect(bodies(await lab.receive(url))).toEqual(['a2']);
    expect(bodies(await lab.receive(dlq))).toEqual(['a1']);
  });
});

describe('deduplication', () => {
  const send = (QueueUrl: string, MessageBody: string, MessageGroupId = 'g', MessageDeduplicationId?: string) =>
    lab.sqs.sendMessage({ QueueUrl, MessageBody, MessageGroupId, MessageDeduplicationId });

  it('takes the same message once in five minutes, deleted or not', async () => {
    const url = await lab.queue('dedup.fifo');
    const first = await send(url, 'one', 'g', 'id');
    const second = await send(url, 'two', 'other', 'id');
    expect(second).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
    const [message] = await lab.receive(url);
    await lab.sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle });
    await lab.seconds(299);
    await send(url, 'one', 'g', 'id');
    expect(await lab.receive(url)).toEqual([]);
    await lab.seconds(1);
    const third = await send(url, 'one', 'g', 'id');
    expect(await lab.receive(url)).toHaveLength(1);
    expect(BigInt(third.SequenceNumber ?? 0)).toBeGreaterThan(BigInt(first.SequenceNumber ?? 0));
  });

  it('goes by the content where the queue says so, and by group at high throughput', async () => {
    const url = await lab.queue('content.fifo', {
      ContentBasedDeduplication: 'true',
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
    });
    for (const group of ['a', 'b', 'a']) await send(url, 'same', group);
    expect(await lab.receive(url)).toHaveLength(2);
  });

  it('forgets with a purge', async () => {
    const url = await lab.queue('purged.fifo');
    await send(url, 'x', 'g', 'id');
    await lab.sqs.purgeQueue({ QueueUrl: url });
    await send(url, 'x', 'g', 'id');
    expect(await lab.receive(url)).toHaveLength(1);
  });

  it('answers a receive that is tried again with the same messages', async () => {
    const url = await filled('attempt', ['a1', 'a2']);
    const first = await lab.receive(url, { ReceiveRequestAttemptId: 'r1' });
    const second = await lab.receive(url, { ReceiveRequestAttemptId: 'r1' });
    expect(second.map((m) => m.ReceiptHandle)).toEqual(first.map((m) => m.ReceiptHandle));
    expect(second).toHaveLength(2);
  });
});
