import type { PutMetricAlarmCommandInput, StateValue } from '@aws-sdk/client-cloudwatch';
import { type Minute, statistics } from '../metrics.ts';

/** A new state and why, or that the state stays. */
export type Verdict = { state: StateValue; reason: string; points: { time: number; value: number }[] } | 'stays';

const OPERATORS: Record<string, { holds(value: number, threshold: number): boolean; words: string }> = {
  GreaterThanThreshold: { holds: (value, threshold) => value > threshold, words: 'greater than' },
  GreaterThanOrEqualToThreshold: { holds: (value, threshold) => value >= threshold, words: 'greater than or equal to' },
  LessThanThreshold: { holds: (value, threshold) => value < threshold, words: 'less than' },
  LessThanOrEqualToThreshold: { holds: (value, threshold) => value <= threshold, words: 'less than or equal to' },
};

/** Periods before the evaluated ones in which CloudWatch looks for data where some are missing. */
const LOOK_BACK = 2;

/** Why an alarm is not evaluated here, if it isn't: single values are not kept, and there is no metric math. */
export function notEvaluated({ Metrics, ExtendedStatistic, ComparisonOperator }: PutMetricAlarmCommandInput): string | undefined {
  if (Metrics?.length) return 'alarms on metric math and on other accounts';
  if (ExtendedStatistic) return `the statistic ${ExtendedStatistic}`;
  return ComparisonOperator !== undefined && ComparisonOperator in OPERATORS ? undefined : `the operator ${ComparisonOperator}`;
}

/**
 * M of the last N periods, with the missing ones treated as the alarm says.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluate(settings: PutMetricAlarmCommandInput, minutes: Minute[], now: number): Verdict {
  const { Threshold = 0, EvaluationPeriods: n = 1, TreatMissingData: missing = 'missing', ComparisonOperator = '' } = settings;
  const m = settings.DatapointsToAlarm ?? n;
  const period = Math.max(60, settings.Period ?? 60) * 1000;
  const operator = OPERATORS[ComparisonOperator];
  if (!operator) return 'stays';
  const end = Math.floor(now / 60_000) * 60_000;
  const found = statistics(minutes, end - (n + LOOK_BACK) * period, end, period)
    .map((point) => ({ time: point.Timestamp?.getTime() ?? 0, value: point[settings.Statistic ?? 'Average'] ?? 0 }))
    .sort((a, b) => b.time - a.time)
    .slice(0, n);
  const breaching = found.filter(({ value }) => operator.holds(value, Threshold)).length;
  const lacking = n - found.length;
  const bad = breaching + (missing === 'breaching' ? lacking : 0);
  const good = found.length - breaching + (missing === 'notBreaching' ? lacking : 0);
  const say = (state: StateValue): Verdict => ({ state, points: found, reason: reasonOf(state) });
  if (bad >= m) return say('ALARM');
  if (good > n - m) return say('OK');
  if (missing === 'ignore') return 'stays';
  if (found.length === 0) return say('INSUFFICIENT_DATA');
  return say(good === 0 ? 'ALARM' : 'OK');

  function reasonOf(state: StateValue): string {
    if (found.length === 0) {
      if (state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${n} datapoint${n === 1 ? ' was' : 's were'} unknown.`;
      const treated = missing === 'breaching' ? 'Breaching' : 'NonBreaching';
      return `Threshold Crossed: no datapoints were received for ${n} period${n === 1 ? '' : 's'} and ${n} missing datapoint${n === 1 ? ' was' : 's were'} treated as [${treated}].`;
    }
    const counted = state === 'ALARM' ? breaching : found.length - breaching;
    const values = found.map(({ time, value }) => `${text(value)} (${stamp(time)})`).join(', ');
    const verb = counted === 1 ? 'was' : 'were';
    const not = state === 'ALARM' ? '' : 'not ';
    return `Threshold Crossed: ${counted} out of the last ${n} datapoints [${values}] ${verb} ${not}${operator?.words} the threshold (${text(Threshold)}).`;
  }
}

const text = (value: number) => (Number.isInteger(value) ? value.toFixed(1) : String(value));
/** dd/mm/yy hh:mm:ss */
const stamp = (time: number) => new Date(time).toISOString().replace(/^\d\d(\d\d)-(\d\d)-(\d\d)T(.{8}).*/, '$3/$2/$1 $4');
