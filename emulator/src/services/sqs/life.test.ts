import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from './testing.ts';

let lab: Lab;
beforeAll(async () => void (lab = await startLab()));
afterAll(() => lab.end());

describe('the life of a message', () => {
  it('is sent, received, hidden, received again and deleted', async () => {
    const { sqs, receive } = lab;
    const url = await lab.queue('life');
    const sent = await sqs.sendMessage({
      QueueUrl: url,
      MessageBody: 'a photo',
      MessageAttributes: { n: { DataType: 'Number', StringValue: '1' }, b: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) } },
    });
    const [first] = await receive(url, { MessageAttributeNames: ['All'] });
    expect(first).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'a photo',
      MD5OfBody: sent.MD5OfMessageBody,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
    });
    expect(first?.MessageAttributes?.b?.BinaryValue).toEqual(new Uint8Array([1, 2]));
    expect(first?.Attributes).toMatchObject({ ApproximateReceiveCount: '1', SenderId: '111122223333' });
    expect(await receive(url)).toEqual([]);
    expect(await lab.counts(url)).toBe('0 ready, 1 in flight, 0 delayed');
    await lab.seconds(30);
    expect(await lab.counts(url)).toBe('1 ready, 0 in flight, 0 delayed');
    const [second] = await receive(url);
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
    await sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: second?.ReceiptHandle });
    await lab.seconds(30);
    expect(await lab.counts(url)).toBe('0 ready, 0 in flight, 0 delayed');
    const hops = lab.events
      .since(0)
      .filter((hop) => hop.messageId === sent.MessageId)
      .map((hop) => hop.type);
    expect(hops).toEqual(['sqs.sent', 'sqs.received', 'sqs.visible', 'sqs.received', 'sqs.deleted']);
  });

  it('keeps delays, of the queue and of the message', async () => {
    const url = await lab.queue('delay', { DelaySeconds: '5' });
    await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'five' });
    await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'now', DelaySeconds: 0 });
    await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'nine', DelaySeconds: 9 });
    const bodies = async () => (await lab.receive(url)).map((m) => m.Body);
    expect(await bodies()).toEqual(['now']);
    await lab.seconds(4.9);
    expect(await bodies()).toEqual([]);
    await lab.seconds(0.2);
    expect(await bodies()).toEqual(['five']);
    await lab.seconds(4);
    expect(await bodies()).toEqual(['nine']);
  });

  it('changes visibility: to nothing, to longer, and hides nothing with an old handle', async () => {
    const url = await lab.queue('visibility', { VisibilityTimeout: '10' });
    await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'x' });
    const [a] = await lab.receive(url);
    await lab.sqs.changeMessageVisibility({ QueueUrl: url, ReceiptHandle: a?.ReceiptHandle, VisibilityTimeout: 0 });
    const [b] = await lab.receive(url);
    expect(b?.Body).toBe('x');
    await lab.sqs.changeMessageVisibility({ QueueUrl: url, ReceiptHandle: b?.ReceiptHandle, VisibilityTimeout: 100 });
    await lab.seconds(50);
    expect(await lab.receive(url)).toEqual([]);
    await lab.seconds(50);
    await lab.sqs.changeMessageVisibility({ QueueUrl: url, ReceiptHandle: b?.ReceiptHandle, VisibilityTimeout: 100 });
    expect(await lab.receive(url)).toHaveLength(1);
  });

  it('forgets what is older than the retention period', async () => {
    const url = await lab.queue('retention', { MessageRetentionPeriod: '60' });
    await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'old' });
    await lab.seconds(40);
    await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'young' });
    await lab.seconds(20);
    expect((await lab.receive(url)).map((m) => m.Body)).toEqual(['young']);
  });

  it('keeps the trace header of the request and of the system attribute', async () => {
    const url = await lab.queue('trace');
    const header = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1';
    const sent = await lab.sqs.sendMessage({
      QueueUrl: url,
      MessageBody: 'x',
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: header } },
    });
    expect(sent.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);
    const [message] = await lab.receive(url);
    expect(message?.Attributes?.AWSTraceHeader).toBe(header);
    expect(lab.events.since(0).find((hop) => hop.messageId === sent.MessageId)?.traceId).toBe('1-5759e988-bd862e3fe1be46a994272793');
  });

  it('receives a standard queue out of order, the same way for the same seed, and loses nothing', async () => {
    const run = async () => {
      const own = await startLab({ seed: 7 });
      const url = await own.queue('order');
      for (let i = 0; i < 10; i++)
        await own.sqs.sendMessageBatch({
          QueueUrl: url,
          Entries: Array.from({ length: 10 }, (_, j) => ({ Id: `${j}`, MessageBody: String(i * 10 + j) })),
        });
      const got: number[] = [];
      for (let i = 0; i < 10; i++) got.push(...(await own.receive(url)).map((m) => Number(m.Body)));
      await own.end();
      return got;
    };
    const [once, twice] = await Promise.all([run(), run()]);
    const sorted = [...once].sort((a, b) => a - b);
    expect(once).toEqual(twice);
    expect(once).not.toEqual(sorted);
    expect(sorted).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it('purges, but not twice within a minute', async () => {
    const url = await lab.queue('purge');
    await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'a' });
    await lab.receive(url);
    await lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'b', DelaySeconds: 10 });
    await lab.sqs.purgeQueue({ QueueUrl: url });
    expect(await lab.counts(url)).toBe('0 ready, 0 in flight, 0 delayed');
    await expect(lab.sqs.purgeQueue({ QueueUrl: url })).rejects.toMatchObject({ name: 'PurgeQueueInProgress' });
    await lab.seconds(61);
    await lab.sqs.purgeQueue({ QueueUrl: url });
  });
});
