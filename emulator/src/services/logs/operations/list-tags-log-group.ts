import type { ListTagsLogGroupCommandInput, ListTagsLogGroupCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { groupOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html */
export const listTagsLogGroup: Operation<ListTagsLogGroupCommandInput, ListTagsLogGroupCommandOutput> = (input, context) => {
  return { tags: groupOf({ logGroupName: input.logGroupName }, context).tags };
};
