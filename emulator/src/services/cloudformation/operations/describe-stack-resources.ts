import type { DescribeStackResourcesCommandInput, DescribeStackResourcesCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { stackMissing, validationError } from '../errors.ts';
import { requireStack } from '../stack-records.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export const describeStackResources: Operation<DescribeStackResourcesCommandInput, DescribeStackResourcesCommandOutput> = (
  input,
  context,
) => {
  const store = storeOf(context.stack);
  if (!input.StackName && !input.PhysicalResourceId) throw validationError('Either StackName or PhysicalResourceId must be specified.');
  const owner = [...store.stacks.values()].find(
    ({ id, account, region, status }) =>
      account === context.account &&
      region === context.region &&
      status !== 'DELETE_COMPLETE' &&
      store.resourcesOf(id).some(({ physicalId }) => physicalId === input.PhysicalResourceId),
  );
  if (!input.StackName && !owner) throw validationError(`Stack for ${input.PhysicalResourceId} does not exist`);
  const stack = input.StackName ? requireStack(input.StackName, context) : owner;
  if (!stack) throw stackMissing(input.StackName ?? '');
  const StackResources = store
    .resourcesOf(stack.id)
    .filter(({ logicalId }) => input.LogicalResourceId === undefined || logicalId === input.LogicalResourceId)
    .map((record) => ({
      StackName: stack.name,
      StackId: stack.id,
      LogicalResourceId: record.logicalId,
      PhysicalResourceId: record.physicalId,
      ResourceType: record.type,
      Timestamp: new Date(record.updated),
      ResourceStatus: record.status,
      ResourceStatusReason: record.statusReason,
      DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' as const },
    }));
  return { StackResources };
};
