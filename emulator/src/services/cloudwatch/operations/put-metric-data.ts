import type { PutMetricDataCommandInput, PutMetricDataCommandOutput } from '@aws-sdk/client-cloudwatch';
import { AwsError, unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import { record } from '../metrics.ts';

/** Counted by the minute, a day back. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const putMetricData: Operation<PutMetricDataCommandInput, PutMetricDataCommandOutput> = (input, context) => {
  const namespace = input.Namespace ?? '';
  if (namespace.startsWith('AWS/')) throw invalidParameter('The value AWS/ for parameter Namespace is invalid.');
  if (input.EntityMetricData?.length) throw unsupported('CloudWatch', 'EntityMetricData');
  for (const data of input.MetricData ?? []) {
    if (!data.MetricName) throw new AwsError('MissingParameter', 'The parameter MetricData.member.1.MetricName is required.');
    const time = data.Timestamp?.getTime() ?? context.stack.clock.now();
    const base = { namespace, name: data.MetricName, dimensions: data.Dimensions, time, unit: data.Unit };
    const set = data.StatisticValues;
    if (set) record({ ...base, count: set.SampleCount ?? 0, sum: set.Sum ?? 0, min: set.Minimum ?? 0, max: set.Maximum ?? 0 }, context);
    const values = data.Values ?? (data.Value === undefined ? [] : [data.Value]);
    values.forEach((value, i) => {
      const count = data.Counts?.[i] ?? 1;
      record({ ...base, count, sum: value * count, min: value, max: value }, context);
    });
  }
  return {};
};
