import type { DescribeChangeSetCommandInput, DescribeChangeSetCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { requireChangeSet } from '../change-sets.ts';
import { page } from '../paging.ts';
import { shownParameters } from '../store.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export const describeChangeSet: Operation<DescribeChangeSetCommandInput, DescribeChangeSetCommandOutput> = (input, context) => {
  const record = requireChangeSet(input.ChangeSetName, input.StackName, context);
  const { items, NextToken } = page(record.changes, input.NextToken, 100);
  const { parameters, tags } = record.content;
  const changes = items.map((change) => {
    if (input.IncludePropertyValues || !change.ResourceChange) return change;
    const { BeforeContext: _before, AfterContext: _after, Details, ...rest } = change.ResourceChange;
    const details = Details?.map((detail) => {
      const { BeforeValue: _b, AfterValue: _a, Path: _p, AttributeChangeType: _t, ...target } = detail.Target ?? {};
      return { ...detail, Target: target };
    });
    return { ...change, ResourceChange: { ...rest, ...(details ? { Details: details } : {}) } };
  });
  return {
    ChangeSetName: record.name,
    ChangeSetId: record.id,
    StackId: record.stackId,
    StackName: record.stackName,
    Description: record.description,
    Parameters: parameters.length > 0 ? shownParameters(parameters) : undefined,
    CreationTime: new Date(record.created),
    ExecutionStatus: record.executionStatus,
    Status: record.status,
    StatusReason: record.statusReason,
    NotificationARNs: record.content.notificationArns,
    RollbackConfiguration: record.content.rollbackConfiguration,
    Capabilities:
      record.content.capabilities.length > 0 ? (record.content.capabilities as DescribeChangeSetCommandOutput['Capabilities']) : undefined,
    Tags: tags.length > 0 ? tags : undefined,
    Changes: changes,
    IncludeNestedStacks: false,
    OnStackFailure: record.onStackFailure,
    ...(NextToken === undefined ? {} : { NextToken }),
  };
};
