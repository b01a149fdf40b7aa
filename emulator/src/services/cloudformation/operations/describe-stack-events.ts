import type { DescribeStackEventsCommandInput, DescribeStackEventsCommandOutput, ResourceStatus } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { page } from '../paging.ts';
import { requireStack } from '../stack-records.ts';
import { storeOf } from '../store.ts';

/** Newest first. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export const describeStackEvents: Operation<DescribeStackEventsCommandInput, DescribeStackEventsCommandOutput> = (input, context) => {
  const record = requireStack(input.StackName, context);
  const { items, NextToken } = page(storeOf(context.stack).eventsOf(record.id).toReversed(), input.NextToken, 100);
  const StackEvents = items.map((event) => ({
    StackId: event.stackId,
    EventId: event.id,
    StackName: event.stackName,
    OperationId: event.operationId,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.time),
    ResourceStatus: event.status as ResourceStatus,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.clientRequestToken,
  }));
  return { StackEvents, ...(NextToken === undefined ? {} : { NextToken }) };
};
