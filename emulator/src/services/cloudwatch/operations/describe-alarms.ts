import type { DescribeAlarmsCommandInput, DescribeAlarmsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service.ts';
import { alarmsHere, show } from '../store.ts';

/** Metric alarms; there are no composite ones. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const describeAlarms: Operation<DescribeAlarmsCommandInput, DescribeAlarmsCommandOutput> = (input, context) => {
  const all = alarmsHere(context).filter(
    ({ settings, state }) =>
      (!input.AlarmNames?.length || input.AlarmNames.includes(settings.AlarmName ?? '')) &&
      (settings.AlarmName ?? '').startsWith(input.AlarmNamePrefix ?? '') &&
      (input.StateValue === undefined || state === input.StateValue) &&
      (input.ActionPrefix === undefined || settings.AlarmActions?.some((action) => action.startsWith(input.ActionPrefix ?? ''))),
  );
  const metricAlarms = input.AlarmTypes?.length && !input.AlarmTypes.includes('MetricAlarm') ? [] : all.map(show);
  const start = Number(input.NextToken ?? 0) || 0;
  const end = start + (input.MaxRecords ?? 50);
  return {
    MetricAlarms: metricAlarms.slice(start, end),
    CompositeAlarms: [],
    ...(end < metricAlarms.length ? { NextToken: String(end) } : {}),
  };
};
