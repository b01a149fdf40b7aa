import type { DeleteAlarmsCommandInput, DeleteAlarmsCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service.ts';
import { alarmArn, alarmsOf } from '../store.ts';

/** Names that are unknown are passed over. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html */
export const deleteAlarms: Operation<DeleteAlarmsCommandInput, DeleteAlarmsCommandOutput> = (input, context) => {
  for (const name of input.AlarmNames ?? []) alarmsOf(context).delete(alarmArn(context, name));
  return {};
};
