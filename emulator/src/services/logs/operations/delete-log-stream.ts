import type { DeleteLogStreamCommandInput, DeleteLogStreamCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { streamNotFound } from '../errors.ts';
import { deleteStream } from '../lines.ts';
import { groupKey, groupOf, streamKey, streamsOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export const deleteLogStream: Operation<DeleteLogStreamCommandInput, DeleteLogStreamCommandOutput> = (input, context) => {
  const group = groupOf({ logGroupName: input.logGroupName }, context);
  if (!streamsOf(context).has(streamKey(groupKey(context, group.name), input.logStreamName ?? ''))) throw streamNotFound();
  deleteStream(group, input.logStreamName ?? '', context);
  return {};
};
