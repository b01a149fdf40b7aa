import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { putGroup } from '../lines.ts';
import { groupOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<UntagResourceCommandInput, UntagResourceCommandOutput> = (input, context) => {
  const group = groupOf({ logGroupIdentifier: input.resourceArn }, context);
  putGroup({ ...group, tags: Object.fromEntries(Object.entries(group.tags).filter(([key]) => !input.tagKeys?.includes(key))) }, context);
  return {};
};
