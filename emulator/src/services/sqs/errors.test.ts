import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, type Lab, startLab } from './testing.ts';

let lab: Lab;
let url: string;
let fifo: string;
beforeAll(async () => {
  lab = await startLab();
  url = await lab.queue('errors');
  fifo = await lab.queue('errors.fifo');
});
afterAll(() => lab.end());

const entries = (count: number) => Array.from({ length: count }, (_, i) => ({ Id: String(i), MessageBody: 'x' }));

it.each<[string, () => Promise<unknown>]>([
  ['QueueDoesNotExist', () => lab.sqs.sendMessage({ QueueUrl: `${url}-not`, MessageBody: 'x' })],
  ['QueueDoesNotExist', () => lab.sqs.getQueueUrl({ QueueName: 'nothing' })],
  ['InvalidAddress', () => lab.sqs.sendMessage({ QueueUrl: 'nonsense', MessageBody: 'x' })],
  ['QueueNameExists', () => lab.queue('errors', { VisibilityTimeout: '5' })],
  ['InvalidAttributeName', () => lab.queue('e1', { Nonsense: '5' })],
  ['InvalidAttributeName', () => lab.queue('e2', { ContentBasedDeduplication: 'true' })],
  ['InvalidAttributeValue', () => lab.queue('e3', { VisibilityTimeout: '43201' })],
  ['InvalidAttributeValue', () => lab.queue('e4', { MaximumMessageSize: '1048577' })],
  ['InvalidParameterValue', () => lab.queue('no spaces')],
  ['InvalidAttributeName', () => lab.sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ['Nonsense' as 'All'] })],
  ['InvalidParameterValue', () => lab.receive(url, { MaxNumberOfMessages: 11 })],
  ['InvalidParameterValue', () => lab.receive(url, { WaitTimeSeconds: 21 })],
  ['InvalidParameterValue', () => lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'x', DelaySeconds: 901 })],
  ['InvalidParameterValue', () => lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'x'.repeat(1_048_577) })],
  ['InvalidMessageContents', () => lab.sqs.sendMessage({ QueueUrl: url, MessageBody: '\u0001' })],
  [
    'InvalidParameterValue',
    () => lab.sqs.sendMessage({ QueueUrl: url, MessageBody: 'x', MessageAttributes: { a: { DataType: 'Text', StringValue: 'x' } } }),
  ],
  ['MissingParameter', () => lab.sqs.sendMessage({ QueueUrl: fifo, MessageBody: 'x' })],
  ['InvalidParameterValue', () => lab.sqs.sendMessage({ QueueUrl: fifo, MessageBody: 'x', MessageGroupId: 'g' })],
  [
    'InvalidParameterValue',
    () => lab.sqs.sendMessage({ QueueUrl: fifo, MessageBody: 'x', MessageGroupId: 'g', MessageDeduplicationId: 'd', DelaySeconds: 1 }),
  ],
  ['EmptyBatchRequest', () => lab.sqs.sendMessageBatch({ QueueUrl: url, Entries: [] })],
  ['TooManyEntriesInBatchRequest', () => lab.sqs.sendMessageBatch({ QueueUrl: url, Entries: entries(11) })],
  ['BatchEntryIdsNotDistinct', () => lab.sqs.sendMessageBatch({ QueueUrl: url, Entries: [...entries(1), ...entries(1)] })],
  ['InvalidBatchEntryId', () => lab.sqs.sendMessageBatch({ QueueUrl: url, Entries: [{ Id: 'a b', MessageBody: 'x' }] })],
  [
    'BatchRequestTooLong',
    () => lab.sqs.sendMessageBatch({ QueueUrl: url, Entries: entries(2).map((e) => ({ ...e, MessageBody: 'x'.repeat(600_000) })) }),
  ],
  ['ReceiptHandleIsInvalid', () => lab.sqs.deleteMessage({ QueueUrl: url, ReceiptHandle: 'nonsense' })],
  ['InvalidParameterValue', () => lab.sqs.removePermission({ QueueUrl: url, Label: 'nothing' })],
])('answers %s (%#)', async (code, run) => {
  expect(await codeOf(run())).toBe(code);
});

it('fails entries of a batch one by one', async () => {
  const Entries = [
    { Id: 'good', MessageBody: 'x' },
    { Id: 'bad', MessageBody: 'x', DelaySeconds: -1 },
  ];
  const { Successful, Failed } = await lab.sqs.sendMessageBatch({ QueueUrl: url, Entries });
  expect(Successful?.map(({ Id }) => Id)).toEqual(['good']);
  expect(Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidParameterValue', SenderFault: true }]);
});

it('keeps to a smaller maximum size', async () => {
  const small = await lab.queue('small', { MaximumMessageSize: '1024' });
  expect(await codeOf(lab.sqs.sendMessage({ QueueUrl: small, MessageBody: 'x'.repeat(1025) }))).toBe('InvalidParameterValue');
});

it('stops giving out messages at 120,000 in flight', async () => {
  const { record } = { record: { QueueUrl: await lab.queue('full') } };
  const caller = { account: '111122223333', region: 'eu-west-1' };
  const call = (operation: string, input: object) =>
    lab.stack.call<{ Messages?: unknown[] }>('sqs', operation, { ...record, ...input }, caller);
  for (let i = 0; i < 12_001; i++) await call('SendMessageBatch', { Entries: entries(10) });
  for (let i = 0; i < 12_000; i++) await call('ReceiveMessage', { MaxNumberOfMessages: 10 });
  expect(await codeOf(lab.receive(record.QueueUrl))).toBe('OverLimit');
  await lab.seconds(30);
  expect(await lab.receive(record.QueueUrl)).toHaveLength(10);
});

it('handles attributes, tags, permissions and lists', async () => {
  const { sqs } = lab;
  expect((await sqs.listQueues({ QueueNamePrefix: 'none' })).QueueUrls).toBeUndefined();
  const page = await sqs.listQueues({ QueueNamePrefix: 'errors', MaxResults: 1 });
  expect(page.QueueUrls).toEqual([url]);
  expect((await sqs.listQueues({ QueueNamePrefix: 'errors', MaxResults: 1, NextToken: page.NextToken })).QueueUrls).toEqual([fifo]);
  await sqs.tagQueue({ QueueUrl: url, Tags: { a: '1', b: '2' } });
  await sqs.untagQueue({ QueueUrl: url, TagKeys: ['a'] });
  expect((await sqs.listQueueTags({ QueueUrl: url })).Tags).toEqual({ b: '2' });
  await sqs.addPermission({ QueueUrl: url, Label: 'l', AWSAccountIds: ['222233334444'], Actions: ['SendMessage'] });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ['Policy', 'QueueArn'] });
  expect(JSON.parse(Attributes?.Policy ?? '')).toMatchObject({ Statement: [{ Sid: 'l', Action: 'SQS:SendMessage' }] });
  await sqs.removePermission({ QueueUrl: url, Label: 'l' });
  await sqs.setQueueAttributes({ QueueUrl: url, Attributes: { VisibilityTimeout: '7' } });
  expect((await sqs.getQueueAttributes({ QueueUrl: url, AttributeNames: ['All'] })).Attributes).toMatchObject({
    VisibilityTimeout: '7',
    QueueArn: lab.arn('errors'),
  });
  const elsewhere = url.replace(/^http:\/\/[^/]+/, 'https://sqs.eu-west-1.amazonaws.com');
  expect((await sqs.sendMessage({ QueueUrl: elsewhere, MessageBody: 'x' })).MessageId).toBeTruthy();
});
