import type { DeleteLogGroupCommandInput, DeleteLogGroupCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { deleteStream } from '../lines.ts';
import { groupKey, groupOf, groupsOf, streamsIn } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export const deleteLogGroup: Operation<DeleteLogGroupCommandInput, DeleteLogGroupCommandOutput> = (input, context) => {
  const group = groupOf(input, context);
  for (const stream of streamsIn(group, context)) deleteStream(group, stream.name, context);
  groupsOf(context).delete(groupKey(context, group.name));
  return {};
};
