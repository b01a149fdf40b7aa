import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { type AlarmRecord, alarmArn } from '../store.ts';

/** 2026-01-31T10:00:00.000+0000 */
const stamp = (time: number) => new Date(time).toISOString().replace('Z', '+0000');

/** What subscribers of an alarm's topic get. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
export function snsMessage(alarm: AlarmRecord, from: StateValue): { Subject: string; Message: string } {
  const { settings, state, reason, region, account } = alarm;
  const Message = JSON.stringify({
    AlarmName: settings.AlarmName,
    AlarmDescription: settings.AlarmDescription ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: stamp(alarm.configured),
    NewStateValue: state,
    NewStateReason: reason,
    StateChangeTime: stamp(alarm.stateUpdated),
    Region: region,
    AlarmArn: alarmArn(alarm, settings.AlarmName),
    OldStateValue: from,
    OKActions: settings.OKActions ?? [],
    AlarmActions: settings.AlarmActions ?? [],
    InsufficientDataActions: settings.InsufficientDataActions ?? [],
    ...(settings.AlarmRule === undefined ? { Trigger: triggerOf(settings) } : { AlarmRule: settings.AlarmRule }),
  });
  return { Subject: `${state}: "${settings.AlarmName}" in ${region}`.slice(0, 100), Message };
}

const triggerOf = (settings: AlarmRecord['settings']) => ({
  MetricName: settings.MetricName,
  Namespace: settings.Namespace,
  StatisticType: 'Statistic',
  Statistic: settings.Statistic?.toUpperCase(),
  Unit: settings.Unit ?? null,
  Dimensions: (settings.Dimensions ?? []).map(({ Name, Value }) => ({ value: Value, name: Name })),
  Period: settings.Period,
  EvaluationPeriods: settings.EvaluationPeriods,
  ...(settings.DatapointsToAlarm === undefined ? {} : { DatapointsToAlarm: settings.DatapointsToAlarm }),
  ComparisonOperator: settings.ComparisonOperator,
  Threshold: settings.Threshold,
  TreatMissingData: settings.TreatMissingData ?? 'missing',
});

/** What a function that is an alarm's action gets. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html */
export function lambdaEvent(alarm: AlarmRecord, from: StateValue): object {
  const { settings, state, reason, reasonData, region, account } = alarm;
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarmArn(alarm, settings.AlarmName),
    accountId: account,
    time: stamp(alarm.stateUpdated),
    region,
    alarmData: {
      alarmName: settings.AlarmName,
      state: { value: state, reason, reasonData, timestamp: stamp(alarm.stateUpdated) },
      previousState: { value: from },
      configuration: { description: settings.AlarmDescription },
    },
  };
}
