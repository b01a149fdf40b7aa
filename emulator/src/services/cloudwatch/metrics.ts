import type { Datapoint, Dimension } from '@aws-sdk/client-cloudwatch';
import type { JournalTable } from '../../journal/journal.ts';
import type { Context, Stack } from '../service.ts';
import { collectorOf } from './alarms/collector.ts';

/** What was measured in one minute. */
export interface Minute {
  time: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  unit?: string | undefined;
}

export interface MetricRecord {
  account: string;
  region: string;
  namespace: string;
  name: string;
  dimensions: { Name: string; Value: string }[];
  /** Oldest first. */
  minutes: Minute[];
}

/** Minutes kept of each metric: a day. Single values are not kept, so percentiles are not answered. */
const KEPT = 1440;

export const metricTable = (stack: Stack): JournalTable<MetricRecord> => stack.journal.table('monitoring.metrics');

type Place = Pick<Context, 'account' | 'region'>;

const sorted = (dimensions: Dimension[] | undefined) =>
  (dimensions ?? []).map(({ Name = '', Value = '' }) => ({ Name, Value })).sort((a, b) => (a.Name < b.Name ? -1 : 1));

export function metricKey(context: Place, namespace: string, name: string, dimensions: Dimension[] | undefined): string {
  return JSON.stringify([context.account, context.region, namespace, name, sorted(dimensions)]);
}

export interface Sample extends Omit<Minute, 'time'> {
  namespace: string;
  name: string;
  dimensions: Dimension[] | undefined;
  time: number;
}

/** Adds what was measured to its minute. */
export function record(sample: Sample, context: Place & { stack: Stack }) {
  const { namespace, name, dimensions, time, ...values } = sample;
  const key = metricKey(context, namespace, name, dimensions);
  const { account, region } = context;
  const metric = metricTable(context.stack).get(key) ?? { account, region, namespace, name, dimensions: sorted(dimensions), minutes: [] };
  const at = Math.floor(time / 60_000) * 60_000;
  const minute = metric.minutes.find((each) => each.time === at && each.unit === values.unit);
  if (minute) {
    minute.count += values.count;
    minute.sum += values.sum;
    minute.min = Math.min(minute.min, values.min);
    minute.max = Math.max(minute.max, values.max);
  } else {
    metric.minutes.push({ time: at, ...values });
    metric.minutes.sort((a, b) => a.time - b.time);
    metric.minutes.splice(0, metric.minutes.length - KEPT);
  }
  metricTable(context.stack).put(key, metric);
}

/** The metrics as of now: also what the stack has counted itself. */
export function metricsOf({ stack }: Pick<Context, 'stack'>): JournalTable<MetricRecord> {
  collectorOf(stack).flush();
  return metricTable(stack);
}

/** The minutes of a metric, gathered into periods that start at `start`. */
export function statistics(minutes: Minute[], start: number, end: number, periodMs: number): Datapoint[] {
  const periods = new Map<number, Minute>();
  for (const minute of minutes) {
    if (minute.time < start || minute.time >= end) continue;
    const time = start + Math.floor((minute.time - start) / periodMs) * periodMs;
    const old = periods.get(time);
    if (!old) periods.set(time, { ...minute, time });
    else {
      old.count += minute.count;
      old.sum += minute.sum;
      old.min = Math.min(old.min, minute.min);
      old.max = Math.max(old.max, minute.max);
    }
  }
  return [...periods.values()].map(({ time, count, sum, min, max, unit }) => ({
    Timestamp: new Date(time),
    SampleCount: count,
    Sum: sum,
    Average: sum / count,
    Minimum: min,
    Maximum: max,
    Unit: (unit ?? 'None') as Datapoint['Unit'],
  }));
}
