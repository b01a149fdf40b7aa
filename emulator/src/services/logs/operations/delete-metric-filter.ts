import type { DeleteMetricFilterCommandInput, DeleteMetricFilterCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { filterKey, metricFiltersOf } from '../metric-filters.ts';
import { groupKey, groupOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteMetricFilter.html */
export const deleteMetricFilter: Operation<DeleteMetricFilterCommandInput, DeleteMetricFilterCommandOutput> = (input, context) => {
  const group = groupOf({ logGroupName: input.logGroupName }, context);
  if (!metricFiltersOf(context).delete(filterKey(groupKey(context, group.name), input.filterName)))
    throw new AwsError('ResourceNotFoundException', 'The specified metric filter does not exist.');
  return {};
};
