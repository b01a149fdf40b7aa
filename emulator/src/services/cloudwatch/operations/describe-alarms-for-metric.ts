import type { DescribeAlarmsForMetricCommandInput, DescribeAlarmsForMetricCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service.ts';
import { alarmsHere, show } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html */
export const describeAlarmsForMetric: Operation<DescribeAlarmsForMetricCommandInput, DescribeAlarmsForMetricCommandOutput> = (
  input,
  context,
) => {
  const wanted = JSON.stringify((input.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]).sort());
  const found = alarmsHere(context).filter(
    ({ settings }) =>
      settings.AlarmRule === undefined &&
      settings.MetricName === input.MetricName &&
      settings.Namespace === input.Namespace &&
      (!input.Dimensions || JSON.stringify((settings.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]).sort()) === wanted),
  );
  return { MetricAlarms: found.map(show) };
};
