import type { DescribeLogGroupsCommandInput, DescribeLogGroupsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import { linesOf } from '../lines.ts';
import { metricFiltersOf } from '../metric-filters.ts';
import { type GroupRecord, groupKey, groupsHere, nameIn, page, showGroup, streamKey, streamsIn } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const describeLogGroups: Operation<DescribeLogGroupsCommandInput, DescribeLogGroupsCommandOutput> = (input, context) => {
  if (input.logGroupNamePrefix !== undefined && input.logGroupNamePattern !== undefined)
    throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  const names = input.logGroupIdentifiers?.map(nameIn);
  const all = groupsHere(context).filter(
    (group) =>
      group.name.startsWith(input.logGroupNamePrefix ?? '') &&
      group.name.toLowerCase().includes((input.logGroupNamePattern ?? '').toLowerCase()) &&
      (input.logGroupClass === undefined || group.logGroupClass === input.logGroupClass) &&
      (!names || names.includes(group.name)),
  );
  const { items, ...rest } = page(all, input.nextToken, input.limit ?? 50);
  const lines = linesOf(context);
  const bytes = (group: GroupRecord) =>
    streamsIn(group, context)
      .flatMap((stream) => lines.of(streamKey(stream.group, stream.name), group))
      .reduce((sum, line) => sum + line.message.length + 26, 0);
  const filters = (group: GroupRecord) =>
    [...metricFiltersOf(context).values()].filter((filter) => filter.group === groupKey(group, group.name)).length;
  return { logGroups: items.map((group) => showGroup(group, bytes(group), filters(group))), ...rest };
};
