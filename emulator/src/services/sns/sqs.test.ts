import { createVerify } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stringToSign } from './envelope.ts';
import { errorOf, type Lab, startLab } from './testing.ts';

let lab: Lab;
let TopicArn: string;
let queue: string;
beforeEach(async () => {
  lab = await startLab();
  TopicArn = await lab.topic('photos');
  queue = await lab.queue('q');
});
afterEach(() => lab.end());

test('a queue gets the signed envelope', async () => {
  const subscription = await lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'));
  const { MessageId } = await lab.sns.publish({
    TopicArn,
    Message: 'hello',
    MessageAttributes: { kind: { DataType: 'String', StringValue: 'share' }, raw: { DataType: 'Binary', BinaryValue: Buffer.from('ab') } },
  });
  const [delivered] = await lab.hops('sns.delivered');
  const [message] = await lab.receive(queue);
  const body = JSON.parse(message?.Body ?? '');
  expect(Object.keys(body)).toEqual([
    'Type',
    'MessageId',
    'TopicArn',
    'Message',
    'Timestamp',
    'SignatureVersion',
    'Signature',
    'SigningCertURL',
    'UnsubscribeURL',
    'MessageAttributes',
  ]);
  expect(body).toMatchObject({ Type: 'Notification', MessageId, TopicArn, Message: 'hello', SignatureVersion: '1' });
  expect(body.MessageAttributes).toEqual({ kind: { Type: 'String', Value: 'share' }, raw: { Type: 'Binary', Value: 'YWI=' } });
  expect(message?.MessageAttributes).toBeUndefined();
  const certificate = await (await fetch(body.SigningCertURL)).text();
  expect(createVerify('sha1').update(stringToSign(body)).verify(certificate, body.Signature, 'base64')).toBe(true);
  expect(delivered).toMatchObject({
    messageId: MessageId,
    detail: { subscription, downstreamId: message?.MessageId, protocol: 'sqs', attempts: 1 },
  });
});

test('the second signature version, with a subject', async () => {
  await lab.sns.setTopicAttributes({ TopicArn, AttributeName: 'SignatureVersion', AttributeValue: '2' });
  await lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'));
  await lab.sns.publish({ TopicArn, Message: 'hello', Subject: 'about it' });
  await lab.hops('sns.delivered');
  const body = JSON.parse((await lab.receive(queue))[0]?.Body ?? '');
  const certificate = await (await fetch(body.SigningCertURL)).text();
  expect(body).toMatchObject({ SignatureVersion: '2', Subject: 'about it' });
  expect(createVerify('sha256').update(stringToSign(body)).verify(certificate, body.Signature, 'base64')).toBe(true);
});

test('raw delivery passes body and attributes on as they are', async () => {
  await lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'), { RawMessageDelivery: 'true' });
  await lab.sns.publish({ TopicArn, Message: 'hello', MessageAttributes: { raw: { DataType: 'Binary', BinaryValue: Buffer.from('ab') } } });
  await lab.hops('sns.delivered');
  const [message] = await lab.receive(queue);
  expect(message?.Body).toBe('hello');
  expect(Buffer.from(message?.MessageAttributes?.raw?.BinaryValue ?? []).toString()).toBe('ab');
});

test('message structure json: a text for each protocol', async () => {
  await lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'), { RawMessageDelivery: 'true' });
  const publish = (Message: string) => lab.sns.publish({ TopicArn, Message, MessageStructure: 'json' });
  await publish('{"default":"d","sqs":"s","http":5}');
  await publish('{"default":"d"}');
  await lab.hops('sns.delivered', 2);
  expect((await lab.receive(queue)).map(({ Body }) => Body).sort()).toEqual(['d', 's']);
  expect(await errorOf(publish('{"sqs":"s"}'))).toBe(
    'InvalidParameterException: Invalid parameter: Message Structure - No default entry in JSON message body',
  );
  expect(await errorOf(publish('{'))).toMatch('JSON message body failed to parse');
});

test('filters: what is let through is delivered, the rest says that it was filtered', async () => {
  await lab.queue('all');
  await lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'), { FilterPolicy: '{"kind":["share"]}', RawMessageDelivery: 'true' });
  await lab.subscribe(TopicArn, 'sqs', lab.queueArn('all'), {
    FilterPolicy: '{"n":[{"numeric":[">",1]}]}',
    FilterPolicyScope: 'MessageBody',
  });
  await lab.sns.publish({ TopicArn, Message: '{"n":1}', MessageAttributes: { kind: { DataType: 'String', StringValue: 'share' } } });
  await lab.sns.publish({ TopicArn, Message: '{"n":2}' });
  await lab.hops('sns.delivered', 2);
  expect(await lab.hops('sns.filtered', 2)).toHaveLength(2);
  expect((await lab.receive(queue)).map(({ Body }) => Body)).toEqual(['{"n":1}']);
});

test('the trace header travels with the message', async () => {
  await lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'));
  const trace = 'Root=1-67891233-abcdef012345678912345678;Sampled=1';
  lab.sns.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['x-amzn-trace-id'] = trace;
      return next(args);
    },
    { step: 'build' },
  );
  await lab.sns.publish({ TopicArn, Message: 'x' });
  const [hop] = await lab.hops('sns.delivered');
  expect(hop?.traceId).toBe('1-67891233-abcdef012345678912345678');
  expect((await lab.receive(queue))[0]?.Attributes?.AWSTraceHeader).toBe(trace);
});

test('a deleted queue is final: the dead-letter queue gets the message', async () => {
  const dlq = await lab.queue('dlq');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: lab.queueArn('dlq') });
  await lab.subscribe(TopicArn, 'sqs', lab.queueArn('gone'), { RedrivePolicy, RawMessageDelivery: 'true' });
  await lab.sns.publish({ TopicArn, Message: 'x' });
  const [hop] = await lab.hops('sns.dead-lettered');
  expect(hop?.detail).toMatchObject({ attempts: 1, deadLetterQueue: lab.queueArn('dlq') });
  expect((await lab.receive(dlq)).map(({ Body }) => Body)).toEqual(['x']);
});

test('without a dead-letter queue it is lost, and says so', async () => {
  await lab.subscribe(TopicArn, 'sqs', lab.queueArn('gone'));
  await lab.sns.publish({ TopicArn, Message: 'x' });
  expect((await lab.hops('sns.failed'))[0]?.detail?.reason).toMatch('QueueDoesNotExist');
});

test('a batch is accepted entry by entry, and arrives whole, in another order', async () => {
  await lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'), { RawMessageDelivery: 'true' });
  const entries = Array.from({ length: 9 }, (_, i) => ({ Id: `e${i}`, Message: `m${i}` }));
  const answer = await lab.sns.publishBatch({
    TopicArn,
    PublishBatchRequestEntries: [...entries, { Id: 'bad', Message: 'x', Subject: '' }],
  });
  expect(answer.Successful?.map(({ Id }) => Id)).toEqual(entries.map(({ Id }) => Id));
  expect(answer.Failed).toEqual([{ Id: 'bad', Code: 'InvalidParameter', Message: 'Invalid parameter: Subject', SenderFault: true }]);
  const order = (await lab.hops('sns.delivered', 9)).map(({ messageId }) => messageId);
  expect(order).not.toEqual(answer.Successful?.map(({ MessageId }) => MessageId));
  expect((await lab.receive(queue)).map(({ Body }) => Body).sort()).toEqual(entries.map(({ Message }) => Message));
  const ids = (...Ids: string[]) =>
    errorOf(lab.sns.publishBatch({ TopicArn, PublishBatchRequestEntries: Ids.map((Id) => ({ Id, Message: 'x' })) }));
  expect(await ids()).toMatch('EmptyBatchRequest');
  expect(await ids('a', 'a')).toMatch('BatchEntryIdsNotDistinct');
  expect(await ids('a b')).toMatch('InvalidBatchEntryId');
  expect(await ids(...Array.from({ length: 11 }, (_, i) => `${i}`))).toMatch('TooManyEntriesInBatchRequest');
});

test('message attributes are refused in the words of AWS', async () => {
  const refused = (name: string, value: object) =>
    errorOf(lab.sns.publish({ TopicArn, Message: 'x', MessageAttributes: { [name]: value as never } }));
  const ok = { DataType: 'String', StringValue: 'x' };
  expect(await refused('.a', ok)).toMatch("starting with character '.' was found");
  expect(await refused('a.', ok)).toMatch("ending with character '.' was found");
  expect(await refused('a..b', ok)).toMatch("can not have successive '.' character");
  expect(await refused('a b', ok)).toMatch("Invalid non-alphanumeric character '#x20' was found");
  expect(await refused('a', { DataType: 'Text', StringValue: 'x' })).toMatch(
    'the set of supported type prefixes is Binary, Number, and String',
  );
  expect(await refused('a', { DataType: 'Binary', StringValue: 'x' })).toMatch("with type 'Binary' must use field 'Binary'");
  expect(await refused('a', { DataType: 'String', StringValue: '' })).toMatch('must contain non-empty message attribute value');
  expect(await errorOf(lab.sns.publish({ TopicArn, Message: '' }))).toBe('InvalidParameterException: Invalid parameter: Empty message');
  expect(await errorOf(lab.sns.publish({ TopicArn, Message: 'x'.repeat(262_145) }))).toMatch('Message too long');
});

test('FIFO: in order within each group, duplicates once, numbered, unsigned', async () => {
  const fifo = await lab.topic('f.fifo', { ContentBasedDeduplication: 'true' });
  const url = await lab.queue('q.fifo');
  await lab.subscribe(fifo, 'sqs', lab.queueArn('q.fifo'));
  const groups = fc.sample(fc.constantFrom('a', 'b', 'c'), { numRuns: 30, seed: 7 });
  const sent: Record<string, string[]> = { a: [], b: [], c: [] };
  const numbers: (string | undefined)[] = [];
  for (const [i, group] of groups.entries()) {
    const input = { TopicArn: fifo, Message: `m${i}`, MessageGroupId: group };
    const first = await lab.sns.publish(input);
    expect((await lab.sns.publish(input)).MessageId).toBe(first.MessageId);
    numbers.push(first.SequenceNumber);
    sent[group]?.push(`m${i}`);
  }
  expect(numbers).toEqual([...numbers].sort());
  expect(new Set(numbers).size).toBe(30);
  await lab.hops('sns.delivered', 30);
  const received: Record<string, string[]> = { a: [], b: [], c: [] };
  for (const { Body, Attributes } of await lab.receive(url)) {
    const body = JSON.parse(Body ?? '');
    expect(body).not.toHaveProperty('Signature');
    expect(body.SequenceNumber).toMatch(/^\d{20}$/);
    received[Attributes?.MessageGroupId ?? '']?.push(body.Message);
  }
  expect(received).toEqual(sent);
  await lab.clock.advance(5 * 60_000);
  const again = await lab.sns.publish({ TopicArn: fifo, Message: 'm0', MessageGroupId: 'a' });
  expect(again.SequenceNumber).not.toBe(numbers[0]);
  expect(await errorOf(lab.sns.publish({ TopicArn: fifo, Message: 'x' }))).toMatch(
    'The MessageGroupId parameter is required for FIFO topics',
  );
  expect(await errorOf(lab.sns.publish({ TopicArn, Message: 'x', MessageDeduplicationId: 'd' }))).toMatch('not valid for this topic type');
});

test("a topic's delivery policy is for HTTP: queues get everything at once", async () => {
  const policy = { http: { defaultThrottlePolicy: { maxReceivesPerSecond: 1 } } };
  await lab.sns.setTopicAttributes({ TopicArn, AttributeName: 'DeliveryPolicy', AttributeValue: JSON.stringify(policy) });
  await lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'));
  for (const Message of ['a', 'b', 'c']) await lab.sns.publish({ TopicArn, Message });
  await lab.hops('sns.delivered', 3);
  expect(await lab.receive(queue)).toHaveLength(3);
});
