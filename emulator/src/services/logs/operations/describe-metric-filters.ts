import type { DescribeMetricFiltersCommandInput, DescribeMetricFiltersCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { groupOf } from '../store.ts';

/** There never are any. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html */
export const describeMetricFilters: Operation<DescribeMetricFiltersCommandInput, DescribeMetricFiltersCommandOutput> = (input, context) => {
  if (input.logGroupName !== undefined) groupOf({ logGroupName: input.logGroupName }, context);
  return { metricFilters: [] };
};
