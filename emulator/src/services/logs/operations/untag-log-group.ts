import type { UntagLogGroupCommandInput, UntagLogGroupCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { putGroup } from '../lines.ts';
import { groupOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html */
export const untagLogGroup: Operation<UntagLogGroupCommandInput, UntagLogGroupCommandOutput> = (input, context) => {
  const group = groupOf({ logGroupName: input.logGroupName }, context);
  putGroup({ ...group, tags: Object.fromEntries(Object.entries(group.tags).filter(([key]) => !input.tags?.includes(key))) }, context);
  return {};
};
