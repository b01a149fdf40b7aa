import type { DescribeEventsCommandInput, DescribeEventsCommandOutput, ResourceStatus } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { requireChangeSet } from '../change-sets.ts';
import { validationError } from '../errors.ts';
import { page } from '../paging.ts';
import { requireStack } from '../stack-records.ts';
import { type EventRecord, storeOf } from '../store.ts';

/**
 * Events of a stack, or of one of its operations. A change set has none: what is wrong with a template is refused when the change set
 * is made. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeEvents.html
 */
export const describeEvents: Operation<DescribeEventsCommandInput, DescribeEventsCommandOutput> = (input, context) => {
  const store = storeOf(context.stack);
  let events: EventRecord[];
  if (input.ChangeSetName) {
    requireChangeSet(input.ChangeSetName, input.StackName, context);
    events = [];
  } else if (input.StackName) {
    events = store.eventsOf(requireStack(input.StackName, context).id);
  } else if (input.OperationId) {
    const record = [...store.stacks.values()].find(({ operationId }) => operationId === input.OperationId);
    events = record ? store.eventsOf(record.id) : [];
  } else {
    throw validationError('One of StackName, ChangeSetName and OperationId must be specified');
  }
  const wanted = events
    .filter(({ operationId }) => input.OperationId === undefined || operationId === input.OperationId)
    .filter(({ status }) => !input.Filters?.FailedEvents || status.endsWith('_FAILED'));
  const { items, NextToken } = page(wanted.toReversed(), input.NextToken, 100);
  const OperationEvents = items.map((event) => ({
    EventId: event.id,
    StackId: event.stackId,
    OperationId: event.operationId,
    EventType: 'STACK_EVENT' as const,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.time),
    ResourceStatus: event.status as ResourceStatus,
    ResourceStatusReason: event.reason,
    ResourceProperties: event.properties,
    ClientRequestToken: event.clientRequestToken,
  }));
  return { OperationEvents, ...(NextToken === undefined ? {} : { NextToken }) };
};
