import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';
import type { JournalTable } from '../../journal/journal.ts';
import type { Context } from '../service.ts';
import { parsed, select } from './json-pattern.ts';
import { compileFilter } from './pattern.ts';

export interface MetricFilterRecord {
  /** Key of the group. */
  group: string;
  groupName: string;
  name: string;
  pattern: string;
  transformations: MetricTransformation[];
  created: number;
}

export const metricFiltersOf = (context: Pick<Context, 'stack'>): JournalTable<MetricFilterRecord> =>
  context.stack.journal.table('logs.metricFilters');
export const filterKey = (group: string, name: string | undefined) => `${group}:${name}`;

interface Datum {
  MetricName: string | undefined;
  Value: number;
  Timestamp: Date;
  Unit: string | undefined;
  Dimensions: { Name: string; Value: string }[];
}

/**
 * Turns events that were just written into metric data; where none of them matches, into the default value of those that have one.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
export async function countEvents(group: string, events: { timestamp: number; message: string }[], context: Context): Promise<void> {
  for (const filter of metricFiltersOf(context).values()) {
    if (filter.group !== group) continue;
    const wanted = compileFilter(filter.pattern);
    const found = events.filter(({ message }) => wanted(message));
    for (const transformation of filter.transformations) {
      const data = found.flatMap((event) => datumOf(transformation, event) ?? []);
      const { defaultValue, metricName, metricNamespace, unit } = transformation;
      const last = events.at(-1);
      if (found.length === 0 && defaultValue !== undefined && last)
        data.push({ MetricName: metricName, Value: defaultValue, Timestamp: new Date(last.timestamp), Unit: unit, Dimensions: [] });
      if (data.length === 0) continue;
      const { account, region } = context;
      await context.stack.call('monitoring', 'PutMetricData', { Namespace: metricNamespace, MetricData: data }, { account, region });
    }
  }
}

/** An event's value: a number that the filter gives, or one that stands in the event. */
function datumOf(
  { metricName, metricValue = '1', unit, dimensions = {} }: MetricTransformation,
  { timestamp, message }: { timestamp: number; message: string },
): Datum | undefined {
  const event = parsed(message);
  const value = metricValue.startsWith('$') ? select(event, metricValue) : metricValue;
  const Value = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  if (value === null || Number.isNaN(Value)) return undefined;
  const Dimensions = Object.entries(dimensions).map(([Name, path]) => ({ Name, Value: select(event, path) }));
  if (Dimensions.some(({ Value: each }) => each === undefined)) return undefined;
  return {
    MetricName: metricName,
    Value,
    Timestamp: new Date(timestamp),
    Unit: unit,
    Dimensions: Dimensions.map(({ Name, Value: each }) => ({ Name, Value: String(each) })),
  };
}
