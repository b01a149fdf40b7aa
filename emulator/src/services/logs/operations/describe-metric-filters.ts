import type { DescribeMetricFiltersCommandInput, DescribeMetricFiltersCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { metricFiltersOf } from '../metric-filters.ts';
import { groupKey, groupOf, page } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html */
export const describeMetricFilters: Operation<DescribeMetricFiltersCommandInput, DescribeMetricFiltersCommandOutput> = (input, context) => {
  const only =
    input.logGroupName === undefined ? undefined : groupKey(context, groupOf({ logGroupName: input.logGroupName }, context).name);
  const found = [...metricFiltersOf(context).values()].filter(
    ({ group, name, transformations }) =>
      group.startsWith(groupKey(context, '')) &&
      (only === undefined || group === only) &&
      name.startsWith(input.filterNamePrefix ?? '') &&
      (input.metricName === undefined ||
        transformations.some((each) => each.metricName === input.metricName && each.metricNamespace === input.metricNamespace)),
  );
  const { items, nextToken } = page(found, input.nextToken, input.limit ?? 50);
  const metricFilters = items.map(({ name, pattern, transformations, created, groupName }) => ({
    filterName: name,
    filterPattern: pattern,
    metricTransformations: transformations,
    creationTime: created,
    logGroupName: groupName,
  }));
  return { metricFilters, ...(nextToken === undefined ? {} : { nextToken }) };
};
