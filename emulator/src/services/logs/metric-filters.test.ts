import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeMetricFiltersCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator.ts';
import { resourceContext } from '../../testing/resource-context.ts';
import { compileFilter } from './pattern.ts';
import { metricFilter } from './resources/metric-filter.ts';

let emulator: Emulator;
let logs: CloudWatchLogsClient;
let cloudwatch: CloudWatchClient;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0, frozen: true });
  const settings = { endpoint: emulator.endpoint, region: 'us-east-1', credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' } };
  logs = new CloudWatchLogsClient(settings);
  cloudwatch = new CloudWatchClient(settings);
});
afterAll(async () => {
  logs.destroy();
  cloudwatch.destroy();
  await emulator.stop();
});

test.each([
  ['{ $.level = "ERROR" }', '{"level":"ERROR"}', true],
  ['{ $.level = "ERROR" }', '{"level":"INFO"}', false],
  ['{ $.level = "ERROR" }', 'level ERROR', false],
  ['{ $.level = ERR* }', '{"level":"ERROR"}', true],
  ['{ ($.a > 1) && ($.b = "x" || $.b = "y") }', '{"a":2,"b":"y"}', true],
  ['{ ($.a > 1) && ($.b = "x" || $.b = "y") }', '{"a":1,"b":"y"}', false],
  ['{ $.items[0].name != "x" }', '{"items":[{"name":"z"}]}', true],
  ['{ $.gone NOT EXISTS && $.flag IS TRUE }', '{"flag":true}', true],
  ['{ $.took >= 1.5e3 }', '{"took":1500}', true],
])('%s of %s is %s', (pattern, message, expected) => {
  expect(compileFilter(pattern)(message)).toBe(expected);
});

test('a pattern that is none is refused', () => {
  for (const pattern of ['{ $.a }', '{ $.a = }', '{ ($.a = 1 }', '{ $.a > "x" }'])
    expect(() => compileFilter(pattern)).toThrow('Invalid filter pattern');
});

test('events that match are counted as their filter says, with the default where none does', async () => {
  const logGroupName = '/app';
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 's' }));
  const context = resourceContext(emulator.stack, 'Errors');
  const made = await metricFilter.create(
    {
      LogGroupName: logGroupName,
      FilterPattern: '{ $.level = "ERROR" }',
      MetricTransformations: [{ MetricName: 'Errors', MetricNamespace: 'App', MetricValue: '1', DefaultValue: '0' }],
    },
    context,
  );
  await logs.send(
    new PutMetricFilterCommand({
      logGroupName,
      filterName: 'took',
      filterPattern: '{ $.took > 0 }',
      metricTransformations: [{ metricName: 'Took', metricNamespace: 'App', metricValue: '$.took', dimensions: { Mode: '$.mode' } }],
    }),
  );
  expect((await logs.send(new DescribeMetricFiltersCommand({ logGroupName }))).metricFilters).toHaveLength(2);
  const now = Math.floor(emulator.clock.now());
  const put = (...messages: object[]) =>
    logs.send(
      new PutLogEventsCommand({
        logGroupName,
        logStreamName: 's',
        logEvents: messages.map((message) => ({ timestamp: now, message: JSON.stringify(message) })),
      }),
    );
  await put({ level: 'ERROR', took: 5, mode: 'push' }, { level: 'INFO', took: 7, mode: 'push' }, { level: 'ERROR' });
  await put({ level: 'INFO' });
  const read = async (MetricName: string, Dimensions: { Name: string; Value: string }[] = []) => {
    const StartTime = new Date(Math.floor(now / 60_000) * 60_000);
    const EndTime = new Date(StartTime.getTime() + 60_000);
    const window = { StartTime, EndTime, Period: 60, Statistics: ['Sum' as const, 'SampleCount' as const] };
    return (await cloudwatch.send(new GetMetricStatisticsCommand({ Namespace: 'App', MetricName, Dimensions, ...window }))).Datapoints;
  };
  expect(await read('Errors')).toMatchObject([{ Sum: 2, SampleCount: 3 }]);
  expect(await read('Took', [{ Name: 'Mode', Value: 'push' }])).toMatchObject([{ Sum: 12, SampleCount: 2 }]);
  const props = { LogGroupName: logGroupName, FilterPattern: '', MetricTransformations: [] };
  await metricFilter.delete(made, props, context);
  await metricFilter.delete(made, props, context);
  expect((await logs.send(new DescribeMetricFiltersCommand({ logGroupName }))).metricFilters).toHaveLength(1);
});
