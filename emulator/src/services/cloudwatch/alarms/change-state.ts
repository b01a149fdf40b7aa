import type { StateValue } from '@aws-sdk/client-cloudwatch';
import type { Stack } from '../../service.ts';
import { type AlarmRecord, alarmArn, alarmTable } from '../store.ts';
import { judgeComposites } from './composites.ts';
import { lambdaEvent, snsMessage } from './notification.ts';

/**
 * Brings an alarm into a state and, if that is another than it was in, runs the actions of that state.
 * `moved`: composite alarms that the same cause has changed already.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function changeState(
  stack: Stack,
  alarm: AlarmRecord,
  to: { state: StateValue; reason: string; reasonData?: string | undefined },
  traceHeader?: string,
  moved?: Set<string>,
): void {
  const now = stack.clock.now();
  const from = alarm.state;
  const changed = from !== to.state;
  const arn = alarmArn(alarm, alarm.settings.AlarmName);
  const next = { ...alarm, ...to, stateUpdated: now, transitioned: changed ? now : alarm.transitioned };
  alarmTable(stack).put(arn, next);
  if (!changed) return;
  stack.events.emit({ type: 'monitoring.alarm', resource: arn, traceHeader, detail: { from, to: to.state, reason: to.reason } });
  const { ActionsEnabled = true, AlarmActions, OKActions, InsufficientDataActions } = alarm.settings;
  const actions = { ALARM: AlarmActions, OK: OKActions, INSUFFICIENT_DATA: InsufficientDataActions }[to.state] ?? [];
  for (const action of ActionsEnabled ? actions : []) {
    act(stack, action, next, from, traceHeader).catch((error: Error) =>
      stack.events.emit({ type: 'monitoring.action-failed', resource: arn, traceHeader, detail: { action, reason: error.message } }),
    );
  }
  judgeComposites(stack, alarm, `${arn} transitioned to ${to.state} at ${new Date(now).toISOString()}`, moved);
}

async function act(stack: Stack, action: string, alarm: AlarmRecord, from: StateValue, traceHeader: string | undefined): Promise<void> {
  const { account, region } = alarm;
  const caller = { account, region, traceHeader };
  if (/^arn:[^:]+:sns:/.test(action)) {
    await stack.call('sns', 'Publish', { TopicArn: action, ...snsMessage(alarm, from) }, caller);
  } else if (/^arn:[^:]+:lambda:/.test(action)) {
    const Payload = Buffer.from(JSON.stringify(lambdaEvent(alarm, from)));
    await stack.call('lambda', 'Invoke', { FunctionName: action, InvocationType: 'Event', Payload }, caller);
  } else throw new Error('The embedded stack runs alarm actions of SNS and Lambda only');
}
