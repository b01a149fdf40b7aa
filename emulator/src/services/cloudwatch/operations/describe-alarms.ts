import type { DescribeAlarmsCommandInput, DescribeAlarmsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service.ts';
import { alarmsHere, show, showComposite } from '../store.ts';

/** Metric alarms, and composite ones if they are asked for by type. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const describeAlarms: Operation<DescribeAlarmsCommandInput, DescribeAlarmsCommandOutput> = (input, context) => {
  const all = alarmsHere(context).filter(
    ({ settings, state }) =>
      (!input.AlarmNames?.length || input.AlarmNames.includes(settings.AlarmName ?? '')) &&
      (settings.AlarmName ?? '').startsWith(input.AlarmNamePrefix ?? '') &&
      (input.StateValue === undefined || state === input.StateValue) &&
      (input.ActionPrefix === undefined || settings.AlarmActions?.some((action) => action.startsWith(input.ActionPrefix ?? ''))),
  );
  const types = input.AlarmTypes?.length ? input.AlarmTypes : ['MetricAlarm'];
  const asked = all.filter(({ settings }) => types.includes(settings.AlarmRule === undefined ? 'MetricAlarm' : 'CompositeAlarm'));
  const start = Number(input.NextToken ?? 0) || 0;
  const end = start + (input.MaxRecords ?? 50);
  const page = asked.slice(start, end);
  return {
    MetricAlarms: page.filter(({ settings }) => settings.AlarmRule === undefined).map(show),
    CompositeAlarms: page.filter(({ settings }) => settings.AlarmRule !== undefined).map(showComposite),
    ...(end < asked.length ? { NextToken: String(end) } : {}),
  };
};
