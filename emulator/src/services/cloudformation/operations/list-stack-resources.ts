import type { ListStackResourcesCommandInput, ListStackResourcesCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { stackWithIdMissing } from '../errors.ts';
import { page } from '../paging.ts';
import { requireStack } from '../stack-records.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export const listStackResources: Operation<ListStackResourcesCommandInput, ListStackResourcesCommandOutput> = (input, context) => {
  const { id } = requireStack(input.StackName, context, stackWithIdMissing);
  const { items, NextToken } = page(storeOf(context.stack).resourcesOf(id), input.NextToken, 100);
  const StackResourceSummaries = items.map((record) => ({
    LogicalResourceId: record.logicalId,
    PhysicalResourceId: record.physicalId,
    ResourceType: record.type,
    LastUpdatedTimestamp: new Date(record.updated),
    ResourceStatus: record.status,
    ResourceStatusReason: record.statusReason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' as const },
  }));
  return { StackResourceSummaries, ...(NextToken === undefined ? {} : { NextToken }) };
};
