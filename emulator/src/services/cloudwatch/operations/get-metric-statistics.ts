import type { GetMetricStatisticsCommandInput, GetMetricStatisticsCommandOutput } from '@aws-sdk/client-cloudwatch';
import { AwsError, unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import { metricKey, metricsOf, statistics } from '../metrics.ts';

/** Percentiles are refused: single values are not kept. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export const getMetricStatistics: Operation<GetMetricStatisticsCommandInput, GetMetricStatisticsCommandOutput> = (input, context) => {
  if (input.ExtendedStatistics?.length) throw unsupported('CloudWatch', 'GetMetricStatistics with ExtendedStatistics');
  const { Period: period = 60, StartTime, EndTime } = input;
  if (period < 60 || period % 60) throw invalidParameter('The parameter Period must be a multiple of 60.');
  if (!StartTime || !EndTime || StartTime >= EndTime)
    throw new AwsError('InvalidParameterCombinationException', 'The parameter StartTime must be less than the parameter EndTime.', {
      queryCode: 'InvalidParameterCombination',
    });
  const metric = metricsOf(context).get(metricKey(context, input.Namespace ?? '', input.MetricName ?? '', input.Dimensions));
  const minutes = metric?.minutes.filter((minute) => input.Unit === undefined || (minute.unit ?? 'None') === input.Unit) ?? [];
  const start = Math.floor(StartTime.getTime() / 60_000) * 60_000;
  const asked = new Set<string>(input.Statistics);
  const points = statistics(minutes, start, EndTime.getTime(), period * 1000);
  return {
    Label: input.MetricName,
    Datapoints: points.map((point) =>
      Object.fromEntries(Object.entries(point).filter(([key]) => key === 'Timestamp' || key === 'Unit' || asked.has(key))),
    ),
  };
};
