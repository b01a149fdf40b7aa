import type { DeleteLogGroupCommandInput, DeleteLogGroupCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { deleteStream } from '../lines.ts';
import { filterKey, metricFiltersOf } from '../metric-filters.ts';
import { groupKey, groupOf, groupsOf, streamsIn } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export const deleteLogGroup: Operation<DeleteLogGroupCommandInput, DeleteLogGroupCommandOutput> = (input, context) => {
  const group = groupOf(input, context);
  for (const stream of streamsIn(group, context)) deleteStream(group, stream.name, context);
  for (const { group: owner, name } of [...metricFiltersOf(context).values()])
    if (owner === groupKey(context, group.name)) metricFiltersOf(context).delete(filterKey(owner, name));
  groupsOf(context).delete(groupKey(context, group.name));
  return {};
};
