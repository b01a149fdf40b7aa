import type { EnableAlarmActionsCommandInput, EnableAlarmActionsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service.ts';
import { alarmArn, alarmsOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html */
export const enableAlarmActions: Operation<EnableAlarmActionsCommandInput, EnableAlarmActionsCommandOutput> = (input, context) => {
  for (const name of input.AlarmNames ?? []) {
    const alarm = alarmsOf(context).get(alarmArn(context, name));
    if (alarm) alarmsOf(context).put(alarmArn(context, name), { ...alarm, settings: { ...alarm.settings, ActionsEnabled: true } });
  }
  return {};
};
