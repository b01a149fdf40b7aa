import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, errorOf, type Lab, REGION, startLab } from './testing.ts';

let lab: Lab;
let TopicArn: string;
beforeEach(async () => {
  lab = await startLab();
  TopicArn = await lab.topic('photos');
});
afterEach(() => lab.end());

test('subscribing again is the same subscription, or an error where it would differ', async () => {
  const arn = await lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'), { RawMessageDelivery: 'True' });
  expect(arn).toMatch(new RegExp(`^${TopicArn}:[0-9a-f-]{36}$`));
  expect(await lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'))).toBe(arn);
  expect(await errorOf(lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'), { RawMessageDelivery: 'false' }))).toBe(
    'InvalidParameterException: Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
  );
  const { Attributes } = await lab.sns.getSubscriptionAttributes({ SubscriptionArn: arn });
  expect(Attributes).toMatchObject({ RawMessageDelivery: 'true', PendingConfirmation: 'false', Owner: ACCOUNT, Protocol: 'sqs' });
  expect(Attributes).not.toHaveProperty('FilterPolicyScope');
});

test('endpoints and attributes are checked', async () => {
  const refused = (protocol: string, endpoint: string, attributes = {}) => errorOf(lab.subscribe(TopicArn, protocol, endpoint, attributes));
  expect(await refused('pigeon', 'x')).toMatch('does not support this protocol string: pigeon');
  expect(await refused('http', 'https://example.org')).toMatch('Endpoint must match the specified protocol');
  expect(await refused('sqs', 'q')).toMatch('SQS endpoint ARN');
  expect(await refused('sqs', lab.queueArn('q.fifo'))).toMatch('FIFO SQS Queues can not be subscribed to standard SNS topics');
  const sqs = (attributes: object) => refused('sqs', lab.queueArn('q'), attributes);
  expect(await sqs({ Nothing: 'x' })).toBe('InvalidParameterException: Invalid parameter: Attributes Reason: AttributeName');
  expect(await sqs({ RawMessageDelivery: 'yes' })).toMatch('RawMessageDelivery: Invalid value [yes]. Must be true or false.');
  expect(await sqs({ FilterPolicyScope: 'x' })).toMatch('Please use either MessageBody or MessageAttributes');
  expect(await sqs({ FilterPolicy: '{' })).toMatch('FilterPolicy: failed to parse JSON.');
  expect(await sqs({ FilterPolicy: '{"a":[{"like":1}]}' })).toMatch('Attributes Reason: FilterPolicy: Unrecognized match type like');
  expect(await sqs({ FilterPolicy: '{"a":{"b":["c"]}}' })).toMatch('Reason: Filter policy scope MessageAttributes does not support nested');
  expect(await sqs({ RedrivePolicy: '{"deadLetterTargetArn":"x"}' })).toMatch('RedrivePolicy: deadLetterTargetArn is an invalid arn');
  expect(await sqs({ DeliveryPolicy: '{"healthyRetryPolicy":{"numRetries":5}}' })).toMatch('does not support delivery policies');
  const http = (policy: object) =>
    refused('http', 'http://127.0.0.1:9/', { DeliveryPolicy: JSON.stringify({ healthyRetryPolicy: policy }) });
  expect(await http({ numRetries: 101 })).toMatch('numRetries must be between 0 and 100');
  expect(await http({ numRetries: 100, minDelayTarget: 60, maxDelayTarget: 60 })).toMatch('at most 3600');
});

test('a FIFO topic takes queues only, and a FIFO dead-letter queue for a FIFO queue', async () => {
  const fifo = await lab.topic('f.fifo');
  expect(await errorOf(lab.subscribe(fifo, 'lambda', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f`))).toMatch(
    'Invalid protocol type: lambda',
  );
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: lab.queueArn('dlq') });
  expect(await errorOf(lab.subscribe(fifo, 'sqs', lab.queueArn('q.fifo'), { RedrivePolicy }))).toMatch('must use a FIFO queue as DLQ');
  await lab.subscribe(fifo, 'sqs', lab.queueArn('standard'));
});

test('attributes change and go back', async () => {
  const SubscriptionArn = await lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'));
  const set = (AttributeName: string, AttributeValue: string) =>
    lab.sns.setSubscriptionAttributes({ SubscriptionArn, AttributeName, AttributeValue });
  await set('FilterPolicyScope', 'MessageBody');
  await set('FilterPolicy', '{"a":{"b":["c"]}}');
  expect(await errorOf(set('FilterPolicyScope', 'MessageAttributes'))).toMatch('does not support nested');
  expect((await lab.sns.getSubscriptionAttributes({ SubscriptionArn })).Attributes).toMatchObject({ FilterPolicyScope: 'MessageBody' });
  await set('FilterPolicy', '');
  expect((await lab.sns.getSubscriptionAttributes({ SubscriptionArn })).Attributes).not.toHaveProperty('FilterPolicy');
});

test('unsubscribing is idempotent', async () => {
  const SubscriptionArn = await lab.subscribe(TopicArn, 'sqs', lab.queueArn('q'));
  await lab.sns.unsubscribe({ SubscriptionArn });
  await lab.sns.unsubscribe({ SubscriptionArn });
  expect(await errorOf(lab.sns.unsubscribe({ SubscriptionArn: 'x' }))).toMatch('An ARN must have at least 6 elements, not 1');
  expect(await errorOf(lab.sns.getSubscriptionAttributes({ SubscriptionArn }))).toBe('NotFoundException: Subscription does not exist');
  expect((await lab.sns.getTopicAttributes({ TopicArn })).Attributes?.SubscriptionsDeleted).toBe('1');
});
