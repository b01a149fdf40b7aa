import type { ListMetricsCommandInput, ListMetricsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service.ts';
import { metricsOf } from '../metrics.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const listMetrics: Operation<ListMetricsCommandInput, ListMetricsCommandOutput> = (input, context) => {
  const all = [...metricsOf(context).values()].filter(
    (metric) =>
      metric.account === context.account &&
      metric.region === context.region &&
      (input.Namespace === undefined || metric.namespace === input.Namespace) &&
      (input.MetricName === undefined || metric.name === input.MetricName) &&
      (input.Dimensions ?? []).every((filter) =>
        metric.dimensions.some(({ Name, Value }) => Name === filter.Name && (filter.Value === undefined || Value === filter.Value)),
      ),
  );
  const start = Number(input.NextToken ?? 0) || 0;
  return {
    Metrics: all
      .slice(start, start + 500)
      .map((metric) => ({ Namespace: metric.namespace, MetricName: metric.name, Dimensions: metric.dimensions })),
    ...(start + 500 < all.length ? { NextToken: String(start + 500) } : {}),
  };
};
