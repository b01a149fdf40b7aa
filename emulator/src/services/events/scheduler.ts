import { randomUUID } from 'node:crypto';
import type { Timer } from '../../clock/clock.ts';
import type { Stack } from '../service.ts';
import { deliveriesOf } from './accept.ts';
import { dispatcherOf } from './dispatcher.ts';
import { type BusEvent, eventTime } from './event.ts';
import { parseSchedule } from './schedule.ts';
import { type Rule, storeOf } from './store.ts';

export interface Scheduler {
  /** Sets the timer of a rule anew, from now; a disabled rule, or one that is gone, has none. */
  arrange(ruleArn: string): void;
}

/** Rules that fall due by the clock. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html */
export function schedulerOf(stack: Stack): Scheduler {
  return stack.singleton('events.scheduler', ({ clock }) => {
    const store = storeOf(stack);
    const timers = new Map<string, Timer>();

    function wait(rule: Rule) {
      timers.get(rule.arn)?.cancel();
      timers.delete(rule.arn);
      if (rule.nextAt !== undefined)
        timers.set(
          rule.arn,
          clock.after(rule.nextAt - clock.now(), () => fire(rule.arn)),
        );
    }

    function plan(rule: Rule, after: number) {
      const nextAt = rule.schedule && rule.state !== 'DISABLED' ? parseSchedule(rule.schedule)(after) : undefined;
      const planned = { ...rule, nextAt };
      store.putRule(planned);
      wait(planned);
    }

    function fire(arn: string) {
      const rule = store.rules.get(arn);
      if (rule?.nextAt === undefined) return;
      const at = rule.nextAt;
      plan(rule, at);
      const event = scheduledEvent(rule, at);
      stack.events.emit({ type: 'events.scheduled', resource: rule.busArn, messageId: event.id, detail: { rule: arn } });
      dispatcherOf(stack).accept(deliveriesOf(stack, rule, event));
    }

    for (const rule of store.rules.values()) wait(rule);
    return {
      arrange(arn) {
        const rule = store.rules.get(arn);
        if (rule) plan(rule, clock.now());
        else {
          timers.get(arn)?.cancel();
          timers.delete(arn);
        }
      },
      stop() {
        for (const timer of timers.values()) timer.cancel();
      },
    };
  });
}

const scheduledEvent = ({ account, region, arn }: Rule, at: number): BusEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account,
  time: eventTime(at),
  region,
  resources: [arn],
  detail: {},
});
