import type { CompositeAlarm, MetricAlarm, PutMetricAlarmCommandInput, Tag } from '@aws-sdk/client-cloudwatch';
import type { JournalTable } from '../../journal/journal.ts';
import type { Context, Stack } from '../service.ts';

export interface AlarmRecord {
  account: string;
  region: string;
  /** As it was put, without its tags; a composite alarm has a rule. */
  settings: PutMetricAlarmCommandInput & { AlarmRule?: string | undefined };
  tags: Tag[];
  state: NonNullable<MetricAlarm['StateValue']>;
  reason: string;
  reasonData?: string | undefined;
  configured: number;
  stateUpdated: number;
  transitioned: number;
}

export const alarmTable = (stack: Stack): JournalTable<AlarmRecord> => stack.journal.table('monitoring.alarms');
export const alarmsOf = (context: Context): JournalTable<AlarmRecord> => alarmTable(context.stack);
export const alarmArn = (context: Pick<Context, 'account' | 'region'>, name: string | undefined) =>
  `arn:aws:cloudwatch:${context.region}:${context.account}:alarm:${name}`;

export const alarmsHere = (context: Context) =>
  [...alarmsOf(context).values()].filter((alarm) => alarm.account === context.account && alarm.region === context.region);

/** A composite alarm as it is shown. */
export function showComposite({ settings, ...alarm }: AlarmRecord): CompositeAlarm {
  return {
    AlarmName: settings.AlarmName,
    AlarmArn: alarmArn(alarm, settings.AlarmName),
    AlarmRule: settings.AlarmRule,
    AlarmDescription: settings.AlarmDescription,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configured),
    ActionsEnabled: settings.ActionsEnabled ?? true,
    AlarmActions: settings.AlarmActions ?? [],
    OKActions: settings.OKActions ?? [],
    InsufficientDataActions: settings.InsufficientDataActions ?? [],
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateUpdatedTimestamp: new Date(alarm.stateUpdated),
    StateTransitionedTimestamp: new Date(alarm.transitioned),
  };
}

export function show(alarm: AlarmRecord): MetricAlarm {
  const { Tags: _tags, ...settings } = alarm.settings;
  return {
    ...settings,
    AlarmArn: alarmArn(alarm, settings.AlarmName),
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configured),
    ActionsEnabled: settings.ActionsEnabled ?? true,
    OKActions: settings.OKActions ?? [],
    AlarmActions: settings.AlarmActions ?? [],
    InsufficientDataActions: settings.InsufficientDataActions ?? [],
    Dimensions: settings.Metrics ? undefined : (settings.Dimensions ?? []),
    StateValue: alarm.state,
    StateReason: alarm.reason,
    StateReasonData: alarm.reasonData,
    StateUpdatedTimestamp: new Date(alarm.stateUpdated),
    StateTransitionedTimestamp: new Date(alarm.transitioned),
  };
}
