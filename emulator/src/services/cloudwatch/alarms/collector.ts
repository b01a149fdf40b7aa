import type { Hop } from '../../../events/events.ts';
import type { Stack } from '../../service.ts';
import { metricKey, record } from '../metrics.ts';
import { type OwnedSample, samplesOf } from './aws-metrics.ts';

export interface Collector {
  /** Writes what was counted since the last time into the metrics' table. */
  flush(): void;
  /** How long, in milliseconds, the oldest message has been in a queue. */
  oldestAge(queueArn: string): number;
  /** A queue is empty, also of messages that went without a hop (a purge). */
  emptied(queueArn: string): void;
  stop(): void;
}

/**
 * Counts the hops of SQS, SNS and Lambda as CloudWatch does, from the start of the event stream on. It works from the first alarm, or the
 * first question about a metric: before, nobody could see a difference.
 */
export const collectorOf = (stack: Stack): Collector => stack.singleton('monitoring.collector', createCollector);

function createCollector(stack: Stack): Collector {
  const pending = new Map<string, OwnedSample>();
  const messages = new Map<string, Map<string, number>>();
  const messagesOf = (arn: string) => {
    let found = messages.get(arn);
    if (!found) messages.set(arn, (found = new Map()));
    return found;
  };

  function take(hop: Hop) {
    const { type, resource = '', messageId = '', time, detail } = hop;
    if (type === 'sqs.sent') messagesOf(resource).set(messageId, time);
    else if (type === 'sqs.deleted' || type === 'sqs.expired') messages.get(resource)?.delete(messageId);
    else if (type === 'sqs.dead-lettered') {
      const sent = messages.get(resource)?.get(messageId) ?? time;
      messages.get(resource)?.delete(messageId);
      messagesOf(String(detail?.target)).set(messageId, sent);
    }
    for (const sample of samplesOf(hop)) {
      const key = `${Math.floor(sample.time / 60_000)} ${metricKey(sample, sample.namespace, sample.name, sample.dimensions)}`;
      const old = pending.get(key);
      if (!old) pending.set(key, sample);
      else {
        old.count += sample.count;
        old.sum += sample.sum;
        old.min = Math.min(old.min, sample.min);
        old.max = Math.max(old.max, sample.max);
      }
    }
  }

  for (const hop of stack.events.since(0)) take(hop);
  const end = stack.events.subscribe(take);
  return {
    flush() {
      for (const { account, region, ...sample } of pending.values()) record(sample, { account, region, stack });
      pending.clear();
    },
    oldestAge(queueArn) {
      const first = messages.get(queueArn)?.values().next().value;
      return first === undefined ? 0 : Math.max(0, stack.clock.now() - first);
    },
    emptied: (queueArn) => void messages.delete(queueArn),
    stop: end,
  };
}
