import type { Stack } from '../../service.ts';
import { metricKey, metricTable } from '../metrics.ts';
import { type AlarmRecord, alarmTable } from '../store.ts';
import { changeState } from './change-state.ts';
import { collectorOf } from './collector.ts';
import { evaluate, notEvaluated } from './evaluate.ts';
import { gaugeQueue } from './queue-gauges.ts';

const MINUTE = 60_000;

/** Looks at every alarm at the end of every minute, as long as there are any. */
export interface Evaluator {
  /** There is an alarm: be sure that the clock is set. */
  wake(): void;
  stop(): void;
}

export const evaluatorOf = (stack: Stack): Evaluator => stack.singleton('monitoring.evaluator', createEvaluator);

function createEvaluator(stack: Stack): Evaluator {
  let pending: { cancel(): void } | undefined;
  let stopped = false;
  collectorOf(stack);

  function wake() {
    if (stopped || pending || alarmTable(stack).size === 0) return;
    const now = stack.clock.now();
    pending = stack.clock.after(Math.floor(now / MINUTE) * MINUTE + MINUTE - now, () => {
      pending = undefined;
      // The next minute comes whether or not this one's look has ended.
      wake();
      void look();
    });
  }

  async function look() {
    try {
      const alarms = [...alarmTable(stack).values()].filter(({ settings }) => notEvaluated(settings) === undefined);
      await Promise.all(watchedQueues(alarms).map(({ name, ...place }) => gaugeQueue(stack, place, name)));
      if (stopped) return;
      collectorOf(stack).flush();
      for (const alarm of alarms) judge(alarm);
    } catch (error) {
      if (!stopped) console.error('emulator: alarms were not evaluated:', error);
    }
  }

  function judge(alarm: AlarmRecord) {
    const { settings } = alarm;
    const metric = metricTable(stack).get(metricKey(alarm, settings.Namespace ?? '', settings.MetricName ?? '', settings.Dimensions));
    const verdict = evaluate(settings, metric?.minutes ?? [], stack.clock.now());
    if (verdict === 'stays' || (verdict.state === alarm.state && verdict.state !== 'ALARM')) return;
    if (verdict.state === alarm.state && verdict.reason === alarm.reason) return;
    const recent = verdict.points.map(({ value }) => value);
    const reasonData = JSON.stringify({ version: '1.0', period: settings.Period, recentDatapoints: recent, threshold: settings.Threshold });
    changeState(stack, alarm, { state: verdict.state, reason: verdict.reason, reasonData });
  }

  return {
    wake,
    stop() {
      stopped = true;
      pending?.cancel();
    },
  };
}

function watchedQueues(alarms: AlarmRecord[]): { account: string; region: string; name: string }[] {
  const queues = new Map<string, { account: string; region: string; name: string }>();
  for (const { settings, account, region } of alarms) {
    if (settings.Namespace !== 'AWS/SQS' || !settings.MetricName?.startsWith('Approximate')) continue;
    const name = settings.Dimensions?.find(({ Name }) => Name === 'QueueName')?.Value;
    if (name) queues.set(`${account}/${region}/${name}`, { account, region, name });
  }
  return [...queues.values()];
}
