import type { TagLogGroupCommandInput, TagLogGroupCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { putGroup } from '../lines.ts';
import { groupOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html */
export const tagLogGroup: Operation<TagLogGroupCommandInput, TagLogGroupCommandOutput> = (input, context) => {
  const group = groupOf({ logGroupName: input.logGroupName }, context);
  putGroup({ ...group, tags: { ...group.tags, ...input.tags } }, context);
  return {};
};
