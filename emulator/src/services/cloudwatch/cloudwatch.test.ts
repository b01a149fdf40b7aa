import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator.ts';
import { resourceContext } from '../../testing/resource-context.ts';
import { alarm } from './resources/alarm.ts';

let emulator: Emulator;
let cloudwatch: CloudWatchClient;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  cloudwatch = new CloudWatchClient({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' },
  });
});
afterAll(() => emulator.stop());

test('an alarm is kept and its state set', async () => {
  const context = resourceContext(emulator.stack, 'Alarm');
  const props = {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Namespace: 'AWS/SQS',
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: '1',
    Period: 60,
    EvaluationPeriods: 1,
  };
  const made = await alarm.create(props, context);
  const shown = async () => (await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [made.id] }))).MetricAlarms;
  expect(await shown()).toMatchObject([
    { AlarmArn: made.attributes.Arn, StateValue: 'INSUFFICIENT_DATA', Threshold: 1, ActionsEnabled: true },
  ]);
  await cloudwatch.send(new SetAlarmStateCommand({ AlarmName: made.id, StateValue: 'ALARM', StateReason: 'test' }));
  await alarm.update?.(made, { ...props, Threshold: 2 }, props, context);
  expect(await shown()).toMatchObject([{ StateValue: 'ALARM', StateReason: 'test', Threshold: 2 }]);
  await alarm.delete(made, props, context);
  expect(await shown()).toEqual([]);
  const call = cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'none', StateValue: 'OK', StateReason: '' }));
  await expect(call).rejects.toMatchObject({ message: 'Unknown' });
});

test('metrics are counted by the minute', async () => {
  const metric = { Namespace: 'Shop', MetricName: 'Orders', Dimensions: [{ Name: 'Mode', Value: 'push' }] };
  const Timestamp = new Date(Math.floor(Date.now() / 300_000) * 300_000);
  const { Namespace, ...data } = metric;
  await cloudwatch.send(
    new PutMetricDataCommand({
      Namespace,
      MetricData: [
        { ...data, Timestamp, Value: 3 },
        { ...data, Timestamp, Values: [1, 5], Counts: [2, 1] },
      ],
    }),
  );
  expect((await cloudwatch.send(new ListMetricsCommand({ Namespace }))).Metrics).toMatchObject([metric]);
  const { Datapoints } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      ...metric,
      StartTime: Timestamp,
      EndTime: new Date(Timestamp.getTime() + 60_000),
      Period: 60,
      Statistics: ['Sum', 'Maximum', 'SampleCount'],
    }),
  );
  expect(Datapoints).toEqual([{ Timestamp, Sum: 10, Maximum: 5, SampleCount: 4, Unit: 'None' }]);
});
