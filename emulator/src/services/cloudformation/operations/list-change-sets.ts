import type { ListChangeSetsCommandInput, ListChangeSetsCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { page } from '../paging.ts';
import { requireStack } from '../stack-records.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export const listChangeSets: Operation<ListChangeSetsCommandInput, ListChangeSetsCommandOutput> = (input, context) => {
  const { id } = requireStack(input.StackName, context);
  const all = [...storeOf(context.stack).changeSets.values()].filter(
    ({ stackId, executionStatus }) => stackId === id && !executionStatus.startsWith('EXECUTE'),
  );
  const { items, NextToken } = page(all, input.NextToken, 100);
  const Summaries = items.map((record) => ({
    StackId: record.stackId,
    StackName: record.stackName,
    ChangeSetId: record.id,
    ChangeSetName: record.name,
    ExecutionStatus: record.executionStatus,
    Status: record.status,
    StatusReason: record.statusReason,
    CreationTime: new Date(record.created),
    Description: record.description,
    IncludeNestedStacks: false,
  }));
  return { Summaries, ...(NextToken === undefined ? {} : { NextToken }) };
};
