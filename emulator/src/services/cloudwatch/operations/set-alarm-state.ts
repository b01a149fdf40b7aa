import type { SetAlarmStateCommandInput, SetAlarmStateCommandOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../service.ts';
import { changeState } from '../alarms/change-state.ts';
import { notFound, validationError } from '../errors.ts';
import { alarmArn, alarmsOf } from '../store.ts';

/** Until the next evaluation; the actions of the state are run. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html */
export const setAlarmState: Operation<SetAlarmStateCommandInput, SetAlarmStateCommandOutput> = (input, context) => {
  const arn = alarmArn(context, input.AlarmName);
  const alarm = alarmsOf(context).get(arn);
  if (!alarm) throw notFound();
  const state = input.StateValue;
  if (state !== 'OK' && state !== 'ALARM' && state !== 'INSUFFICIENT_DATA')
    throw validationError(
      `1 validation error detected: Value '${state}' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]`,
    );
  changeState(context.stack, alarm, { state, reason: input.StateReason ?? '', reasonData: input.StateReasonData }, context.traceHeader);
  return {};
};
