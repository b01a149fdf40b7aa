import type { DeleteRetentionPolicyCommandInput, DeleteRetentionPolicyCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { putGroup } from '../lines.ts';
import { groupOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export const deleteRetentionPolicy: Operation<DeleteRetentionPolicyCommandInput, DeleteRetentionPolicyCommandOutput> = (input, context) => {
  putGroup({ ...groupOf({ logGroupName: input.logGroupName }, context), retentionInDays: undefined }, context);
  return {};
};
