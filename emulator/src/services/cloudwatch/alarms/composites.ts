import type { Stack } from '../../service.ts';
import { type AlarmRecord, alarmArn, alarmTable } from '../store.ts';
import { changeState } from './change-state.ts';
import { compileRule } from './rule.ts';

/**
 * Looks at the composite alarms of a place; `cause` tells what has just changed. They may watch each other: after each change all are
 * looked at again, but none changes twice for one cause (`moved`), or two that contradict each other would never come to rest.
 */
export function judgeComposites(
  stack: Stack,
  { account, region }: Pick<AlarmRecord, 'account' | 'region'>,
  cause: string,
  moved: Set<string> = new Set(),
): void {
  const here = [...alarmTable(stack).values()].filter((alarm) => alarm.account === account && alarm.region === region);
  const stateOf = (name: string) =>
    here.find((alarm) => alarm.settings.AlarmName === name || alarmArn(alarm, alarm.settings.AlarmName) === name)?.state;
  for (const alarm of here) {
    const { AlarmRule, AlarmName = '' } = alarm.settings;
    if (AlarmRule === undefined || moved.has(AlarmName)) continue;
    const state = compileRule(AlarmRule).rule(stateOf) ? 'ALARM' : 'OK';
    if (state === alarm.state) continue;
    changeState(stack, alarm, { state, reason: cause }, undefined, moved.add(AlarmName));
    return;
  }
}
