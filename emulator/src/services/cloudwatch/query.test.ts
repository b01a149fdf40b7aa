import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { startEmulator } from '../../emulator.ts';

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=111122223333/20260101/eu-west-1/monitoring/aws4_request, SignedHeaders=host, Signature=0';

test('clients of before 2023 call by forms and read XML', async () => {
  await using emulator = await startEmulator({ port: 0, frozen: true });
  const call = async (fields: Record<string, string>) => {
    const response = await fetch(emulator.endpoint, {
      method: 'POST',
      headers: { authorization: AUTHORIZATION },
      body: new URLSearchParams({ Version: '2010-08-01', ...fields }),
    });
    return new XMLParser({ parseTagValue: false }).parse(await response.text());
  };
  await call({
    Action: 'PutMetricAlarm',
    AlarmName: 'waiting',
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateAgeOfOldestMessage',
    'Dimensions.member.1.Name': 'QueueName',
    'Dimensions.member.1.Value': 'shares',
    Statistic: 'Maximum',
    Period: '60',
    EvaluationPeriods: '1',
    Threshold: '300.5',
    ComparisonOperator: 'GreaterThanThreshold',
  });
  const { DescribeAlarmsResponse } = await call({ Action: 'DescribeAlarms', 'AlarmNames.member.1': 'waiting' });
  expect(DescribeAlarmsResponse.DescribeAlarmsResult.MetricAlarms.member).toMatchObject({
    AlarmName: 'waiting',
    Threshold: '300.5',
    Period: '60',
    Dimensions: { member: { Name: 'QueueName', Value: 'shares' } },
  });
});
