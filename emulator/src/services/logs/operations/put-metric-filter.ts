import type { PutMetricFilterCommandInput, PutMetricFilterCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import { filterKey, metricFiltersOf } from '../metric-filters.ts';
import { compileFilter } from '../pattern.ts';
import { groupKey, groupOf } from '../store.ts';

/** Counts what is written from now on. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const putMetricFilter: Operation<PutMetricFilterCommandInput, PutMetricFilterCommandOutput> = (input, context) => {
  const { filterName: name = '', filterPattern: pattern = '', metricTransformations: transformations = [] } = input;
  const group = groupOf({ logGroupName: input.logGroupName }, context);
  if (name === '' || transformations.length !== 1) throw invalidParameter('A metric filter has a name and one metric transformation');
  if (input.applyOnTransformedLogs) throw unsupported('CloudWatch Logs', 'applyOnTransformedLogs');
  for (const { dimensions, defaultValue } of transformations)
    if (defaultValue !== undefined && Object.keys(dimensions ?? {}).length > 0)
      throw invalidParameter('Invalid metric transformation: dimensions and default value are mutually exclusive properties.');
  compileFilter(pattern);
  const key = groupKey(context, group.name);
  const created = Math.floor(context.stack.clock.now());
  metricFiltersOf(context).put(filterKey(key, name), { group: key, groupName: group.name, name, pattern, transformations, created });
  return {};
};
