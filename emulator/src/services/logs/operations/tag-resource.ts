import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { putGroup } from '../lines.ts';
import { groupOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<TagResourceCommandInput, TagResourceCommandOutput> = (input, context) => {
  const group = groupOf({ logGroupIdentifier: input.resourceArn }, context);
  putGroup({ ...group, tags: { ...group.tags, ...input.tags } }, context);
  return {};
};
