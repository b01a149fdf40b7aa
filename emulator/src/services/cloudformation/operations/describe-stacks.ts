import type { DescribeStacksCommandInput, DescribeStacksCommandOutput, Stack as StackOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { stackWithIdMissing } from '../errors.ts';
import { page } from '../paging.ts';
import { requireStack } from '../stack-records.ts';
import { type CloudFormationStore, inProgress, type StackRecord, shownParameters, storeOf } from '../store.ts';

/** How long, in real milliseconds, the answer about a stack at work waits for the work to end. */
const PATIENCE = 1000;

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 *
 * Those who poll do it every 5 seconds (cdk) or 30 (the SDK's waiters), while a stack is made here within a fraction of a second. The
 * answer therefore waits a moment for an operation that is under way, and is true when it is given.
 */
export const describeStacks: Operation<DescribeStacksCommandInput, DescribeStacksCommandOutput> = async (input, context) => {
  const store = storeOf(context.stack);
  if (input.StackName) {
    const record = requireStack(input.StackName, context, stackWithIdMissing);
    if (inProgress(record.status)) await settledSoon(store, record.id, context.signal);
    return { Stacks: [shownStack(store.stacks.get(record.id) ?? record)] };
  }
  const own = [...store.stacks.values()].filter(
    ({ account, region, status }) => account === context.account && region === context.region && status !== 'DELETE_COMPLETE',
  );
  const { items, NextToken } = page(own.reverse(), input.NextToken, 100);
  return { Stacks: items.map(shownStack), ...(NextToken === undefined ? {} : { NextToken }) };
};

async function settledSoon(store: CloudFormationStore, id: string, signal: AbortSignal): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PATIENCE);
  signal.addEventListener('abort', () => resolve(), { once: true });
  await Promise.race([store.settled(id), over]);
  clearTimeout(timer);
}

export function shownStack(record: StackRecord): StackOutput {
  const { content } = record;
  const orAbsent = <Item>(items: Item[]) => (items.length > 0 ? items : undefined);
  return {
    StackId: record.id,
    StackName: record.name,
    ChangeSetId: record.changeSetId,
    Description: content.description,
    Parameters: orAbsent(shownParameters(content.parameters)),
    CreationTime: new Date(record.creationTime),
    DeletionTime: record.deletionTime === undefined ? undefined : new Date(record.deletionTime),
    LastUpdatedTime: record.lastUpdatedTime === undefined ? undefined : new Date(record.lastUpdatedTime),
    RollbackConfiguration: content.rollbackConfiguration,
    StackStatus: record.status,
    StackStatusReason: record.statusReason,
    DisableRollback: record.disableRollback,
    NotificationARNs: content.notificationArns,
    TimeoutInMinutes: record.timeoutInMinutes,
    Capabilities: orAbsent(content.capabilities) as StackOutput['Capabilities'],
    Outputs: orAbsent(
      content.outputs.map(({ key, value, description, exportName }) => ({
        OutputKey: key,
        OutputValue: value,
        Description: description,
        ExportName: exportName,
      })),
    ),
    RoleARN: content.roleArn,
    Tags: content.tags,
    EnableTerminationProtection: record.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}
