import type { DescribeSubscriptionFiltersCommandInput, DescribeSubscriptionFiltersCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { groupOf } from '../store.ts';

/** There never are any. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeSubscriptionFilters.html */
export const describeSubscriptionFilters: Operation<DescribeSubscriptionFiltersCommandInput, DescribeSubscriptionFiltersCommandOutput> = (
  input,
  context,
) => {
  groupOf({ logGroupName: input.logGroupName }, context);
  return { subscriptionFilters: [] };
};
