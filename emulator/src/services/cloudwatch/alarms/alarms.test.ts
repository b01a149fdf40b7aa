import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricStatisticsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator.ts';
import { resourceContext } from '../../../testing/resource-context.ts';
import { dashboard } from '../resources/dashboard.ts';

const place = { account: '111122223333', region: 'us-east-1' };
let emulator: Emulator;
let cloudwatch: CloudWatchClient;
let topic: string;
let inbox: string;
beforeEach(async () => {
  emulator = await startEmulator({ port: 0, frozen: true });
  const credentials = { accessKeyId: place.account, secretAccessKey: 'x' };
  cloudwatch = new CloudWatchClient({ endpoint: emulator.endpoint, region: place.region, credentials });
  topic = (await call<{ TopicArn: string }>('sns', 'CreateTopic', { Name: 'alarms' })).TopicArn;
  inbox = (await call<{ QueueUrl: string }>('sqs', 'CreateQueue', { QueueName: 'inbox' })).QueueUrl;
  const Endpoint = `arn:aws:sqs:us-east-1:${place.account}:inbox`;
  await call('sns', 'Subscribe', { TopicArn: topic, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery: 'true' } });
  // Alarms look at whole minutes
  await emulator.clock.advance(60_000 - (emulator.clock.now() % 60_000));
});
afterEach(async () => {
  cloudwatch.destroy();
  await emulator.stop();
});

type Services = Parameters<Emulator['stack']['call']>[0];
const call = <T = object>(service: Services, operation: string, input: object) => emulator.stack.call<T>(service, operation, input, place);
const states = async () => (await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms?.map(({ StateValue }) => StateValue);
const mail = async () => {
  type Received = { Messages?: { Body: string; ReceiptHandle: string }[] };
  const { Messages = [] } = await call<Received>('sqs', 'ReceiveMessage', { QueueUrl: inbox, MaxNumberOfMessages: 10 });
  for (const { ReceiptHandle } of Messages) await call('sqs', 'DeleteMessage', { QueueUrl: inbox, ReceiptHandle });
  return Messages.map(({ Body }) => JSON.parse(Body));
};

const rule = {
  Statistic: 'Maximum' as const,
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold' as const,
  TreatMissingData: 'notBreaching',
};

test('a message in a dead-letter queue raises the alarm within a minute, and its topic tells; emptied, it is OK again', async () => {
  const { QueueUrl } = await call<{ QueueUrl: string }>('sqs', 'CreateQueue', { QueueName: 'dlq' });
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'dead-letters',
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: 'dlq' }],
      AlarmActions: [topic],
      OKActions: [topic],
      ...rule,
    }),
  );
  expect(await states()).toEqual(['INSUFFICIENT_DATA']);
  await emulator.clock.advance(60_000);
  await emulator.events.waitFor(({ type, detail }) => type === 'monitoring.alarm' && detail?.to === 'OK');
  await call('sqs', 'SendMessage', { QueueUrl, MessageBody: 'poison' });
  await emulator.clock.advance(60_000);
  await emulator.events.waitFor(({ type, detail }) => type === 'monitoring.alarm' && detail?.to === 'ALARM');
  expect(await states()).toEqual(['ALARM']);
  await emulator.events.waitFor(({ type }) => type === 'sns.delivered', { since: 0 });
  await call('sqs', 'PurgeQueue', { QueueUrl });
  await emulator.clock.advance(120_000);
  expect(await states()).toEqual(['OK']);
  const told = async () =>
    (await mail()).map(({ OldStateValue, NewStateValue, Trigger }) => [OldStateValue, NewStateValue, Trigger.MetricName]);
  const all: unknown[] = [];
  while (all.length < 3) all.push(...(await told()));
  expect(all).toEqual(
    expect.arrayContaining([
      ['INSUFFICIENT_DATA', 'OK', 'ApproximateNumberOfMessagesVisible'],
      ['OK', 'ALARM', 'ApproximateNumberOfMessagesVisible'],
      ['ALARM', 'OK', 'ApproximateNumberOfMessagesVisible'],
    ]),
  );
});

test('the age of the oldest message grows with the clock', async () => {
  const { QueueUrl } = await call<{ QueueUrl: string }>('sqs', 'CreateQueue', { QueueName: 'work' });
  const metric = { Namespace: 'AWS/SQS', MetricName: 'ApproximateAgeOfOldestMessage', Dimensions: [{ Name: 'QueueName', Value: 'work' }] };
  await cloudwatch.send(new PutMetricAlarmCommand({ AlarmName: 'old', ...metric, ...rule, Threshold: 200 }));
  await call('sqs', 'SendMessage', { QueueUrl, MessageBody: 'waits' });
  await emulator.clock.advance(180_000);
  expect(await states()).toEqual(['OK']);
  await emulator.clock.advance(60_000);
  expect(await states()).toEqual(['ALARM']);
});

test('what SQS, SNS and Lambda do is counted', async () => {
  const StartTime = new Date(emulator.clock.now());
  await call('sns', 'Publish', { TopicArn: topic, Message: 'x' });
  await emulator.events.waitFor(({ type }) => type === 'sns.delivered');
  emulator.events.emit({
    type: 'lambda.finished',
    resource: `arn:aws:lambda:us-east-1:${place.account}:function:work`,
    detail: { status: 'error', durationMs: 12 },
  });
  const sum = async (Namespace: string, MetricName: string, Name: string, Value: string) => {
    const { Datapoints } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace,
        MetricName,
        Dimensions: [{ Name, Value }],
        StartTime,
        EndTime: new Date(StartTime.getTime() + 60_000),
        Period: 60,
        Statistics: ['Sum'],
      }),
    );
    return Datapoints?.[0]?.Sum;
  };
  expect(await sum('AWS/SNS', 'NumberOfMessagesPublished', 'TopicName', 'alarms')).toBe(1);
  expect(await sum('AWS/SNS', 'NumberOfNotificationsDelivered', 'TopicName', 'alarms')).toBe(1);
  expect(await sum('AWS/SQS', 'NumberOfMessagesSent', 'QueueName', 'inbox')).toBe(1);
  expect(await sum('AWS/Lambda', 'Errors', 'FunctionName', 'work')).toBe(1);
  expect(await sum('AWS/Lambda', 'Duration', 'FunctionName', 'work')).toBe(12);
});

test.each([
  // oldest first; `-` is a minute without data. The last three are evaluated, with two to look back on
  ['missing', '0-X-X', 'OK'],
  ['missing', '----0', 'OK'],
  ['missing', '-----', 'INSUFFICIENT_DATA'],
  ['breaching', '-----', 'ALARM'],
  ['notBreaching', '-----', 'OK'],
  ['ignore', '-----', 'INSUFFICIENT_DATA'],
  ['notBreaching', '0XX-X', 'ALARM'],
  ['missing', '--X--', 'ALARM'],
  ['notBreaching', '--X--', 'OK'],
  ['ignore', '--X--', 'INSUFFICIENT_DATA'],
])('missing data treated as %s: %s is %s', async (TreatMissingData, pattern, state) => {
  const metric = { Namespace: 'Shop', MetricName: 'Orders' };
  const now = emulator.clock.now();
  for (const [i, kind] of [...pattern].entries()) {
    if (kind === '-') continue;
    const Timestamp = new Date(now + (i - 4) * 60_000);
    const MetricData = [{ MetricName: 'Orders', Timestamp, Value: kind === 'X' ? 1 : 0 }];
    await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
  }
  await cloudwatch.send(new PutMetricAlarmCommand({ AlarmName: 'a', ...metric, ...rule, EvaluationPeriods: 3, TreatMissingData }));
  await emulator.clock.advance(60_000);
  expect(await states()).toEqual([state]);
});

test('SetAlarmState runs the actions; disabled ones are not run; what cannot be evaluated says so', async () => {
  const put = (AlarmName: string, more: object = {}) =>
    cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName,
        Namespace: 'N',
        MetricName: 'M',
        ...rule,
        TreatMissingData: 'ignore',
        AlarmActions: [topic],
        ...more,
      }),
    );
  await put('quiet', { ActionsEnabled: false });
  await put('loud');
  await put('p99', { Statistic: undefined, ExtendedStatistic: 'p99' });
  for (const AlarmName of ['quiet', 'loud'])
    await cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'drill' }));
  await emulator.events.waitFor(({ type }) => type === 'sns.delivered');
  expect((await mail()).map(({ AlarmName, NewStateReason }) => [AlarmName, NewStateReason])).toEqual([['loud', 'drill']]);
  const { MetricAlarms } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ['p99'] }));
  expect(MetricAlarms?.[0]).toMatchObject({ StateReason: 'The embedded stack does not evaluate the statistic p99' });
});

test('a composite alarm follows its rule and tells in its own name', async () => {
  const put = (AlarmName: string) =>
    cloudwatch.send(new PutMetricAlarmCommand({ AlarmName, Namespace: 'N', MetricName: 'M', ...rule, TreatMissingData: 'ignore' }));
  const set = (AlarmName: string, StateValue: 'ALARM' | 'OK') =>
    cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'test' }));
  const composite = (AlarmRule: string, AlarmName = 'both') =>
    cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName, AlarmRule, AlarmActions: [topic] }));
  await put('a');
  await put('b');
  await expect(composite('ALARM("a") AND ALARM(none)')).rejects.toThrow('[none] in the alarm rule do not exist');
  await expect(composite('ALARM("a") AND (')).rejects.toThrow('AlarmRule is invalid');
  await composite('NOT ALARM(a)', 'odd');
  // Contradicts itself: it must come to rest all the same
  await composite('NOT ALARM(odd)', 'odd');
  await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['odd'] }));
  await composite(`ALARM("a") AND NOT (OK(arn:aws:cloudwatch:us-east-1:${place.account}:alarm:b) OR FALSE)`);
  await composite('ALARM(both)', 'of-both');
  const compositeStates = async () =>
    (await cloudwatch.send(new DescribeAlarmsCommand({ AlarmTypes: ['CompositeAlarm'] }))).CompositeAlarms?.map(
      ({ StateValue }) => StateValue,
    );
  expect(await compositeStates()).toEqual(['OK', 'OK']);
  await set('a', 'ALARM');
  expect(await compositeStates()).toEqual(['ALARM', 'ALARM']);
  await set('b', 'OK');
  expect(await compositeStates()).toEqual(['OK', 'OK']);
  expect(await states()).toEqual(['ALARM', 'OK']);
  await emulator.events.waitFor(({ type }) => type === 'sns.delivered');
  const told = (await mail()).filter(({ AlarmName }) => AlarmName !== 'odd');
  expect(told[0]).toMatchObject({ AlarmName: expect.stringContaining('both'), NewStateValue: 'ALARM', AlarmRule: expect.any(String) });
});

test('dashboards are kept as they were put', async () => {
  const context = resourceContext(emulator.stack, 'Board');
  const body = { widgets: [{ type: 'text', properties: { markdown: 'x' } }] };
  const made = await dashboard.create({ DashboardBody: body }, context);
  const { DashboardBody } = await cloudwatch.send(new GetDashboardCommand({ DashboardName: made.id }));
  expect(JSON.parse(DashboardBody ?? '')).toEqual(body);
  await dashboard.delete(made, { DashboardBody: body }, context);
  await dashboard.delete(made, { DashboardBody: body }, context);
  await expect(cloudwatch.send(new GetDashboardCommand({ DashboardName: made.id }))).rejects.toThrow('does not exist');
});
