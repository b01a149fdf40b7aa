import type { ListStacksCommandInput, ListStacksCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { page } from '../paging.ts';
import { storeOf } from '../store.ts';

/** With those that were deleted. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html */
export const listStacks: Operation<ListStacksCommandInput, ListStacksCommandOutput> = (input, context) => {
  const wanted = input.StackStatusFilter ?? [];
  const own = [...storeOf(context.stack).stacks.values()]
    .filter(({ account, region }) => account === context.account && region === context.region)
    .filter(({ status }) => wanted.length === 0 || wanted.includes(status))
    .reverse();
  const { items, NextToken } = page(own, input.NextToken, 100);
  const StackSummaries = items.map((record) => ({
    StackId: record.id,
    StackName: record.name,
    TemplateDescription: record.content.description,
    CreationTime: new Date(record.creationTime),
    LastUpdatedTime: record.lastUpdatedTime === undefined ? undefined : new Date(record.lastUpdatedTime),
    DeletionTime: record.deletionTime === undefined ? undefined : new Date(record.deletionTime),
    StackStatus: record.status,
    StackStatusReason: record.statusReason,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' as const },
  }));
  return { StackSummaries, ...(NextToken === undefined ? {} : { NextToken }) };
};
