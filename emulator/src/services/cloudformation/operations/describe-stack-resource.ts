import type { DescribeStackResourceCommandInput, DescribeStackResourceCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { validationError } from '../errors.ts';
import { missing, requireStack } from '../stack-records.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export const describeStackResource: Operation<DescribeStackResourceCommandInput, DescribeStackResourceCommandOutput> = (input, context) => {
  const stack = requireStack(input.StackName, context);
  if (!input.LogicalResourceId) throw missing('logicalResourceId');
  const record = storeOf(context.stack).resource(stack.id, input.LogicalResourceId);
  if (!record) throw validationError(`Resource ${input.LogicalResourceId} does not exist for stack ${stack.name}`);
  return {
    StackResourceDetail: {
      StackName: stack.name,
      StackId: stack.id,
      LogicalResourceId: record.logicalId,
      PhysicalResourceId: record.physicalId,
      ResourceType: record.type,
      LastUpdatedTimestamp: new Date(record.updated),
      ResourceStatus: record.status,
      ResourceStatusReason: record.statusReason,
      Metadata: JSON.stringify(record.metadata ?? {}),
      DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
    },
  };
};
