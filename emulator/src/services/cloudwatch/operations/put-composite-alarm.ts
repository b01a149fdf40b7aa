import type { PutCompositeAlarmCommandInput, PutCompositeAlarmCommandOutput } from '@aws-sdk/client-cloudwatch';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { judgeComposites } from '../alarms/composites.ts';
import { compileRule } from '../alarms/rule.ts';
import { validationError } from '../errors.ts';
import { alarmArn, alarmsHere, alarmsOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export const putCompositeAlarm: Operation<PutCompositeAlarmCommandInput, PutCompositeAlarmCommandOutput> = (input, context) => {
  const { Tags, AlarmName: name = '', ...settings } = input;
  if (name === '') throw validationError('AlarmName must not be empty');
  if (input.ActionsSuppressor) throw unsupported('CloudWatch', 'ActionsSuppressor of composite alarms');
  const { alarms } = compileRule(input.AlarmRule ?? '');
  const known = new Set(alarmsHere(context).flatMap((alarm) => [alarm.settings.AlarmName, alarmArn(alarm, alarm.settings.AlarmName)]));
  const missing = alarms.filter((alarm) => !known.has(alarm));
  if (missing.length > 0)
    throw validationError(`Could not save the composite alarm as alarms [${missing.join(', ')}] in the alarm rule do not exist`);
  const now = context.stack.clock.now();
  const arn = alarmArn(context, name);
  const old = alarmsOf(context).get(arn);
  if (old && old.settings.AlarmRule === undefined) throw validationError(`${name} is the name of a metric alarm`);
  const { account, region } = context;
  const fresh = { state: 'INSUFFICIENT_DATA' as const, reason: '', stateUpdated: now, transitioned: now, tags: Tags ?? [] };
  alarmsOf(context).put(arn, { ...fresh, ...old, account, region, configured: now, settings: { AlarmName: name, ...settings } });
  judgeComposites(context.stack, context, `${arn} was created or its alarm rule was updated`);
  return {};
};
