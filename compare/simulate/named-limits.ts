import { ceiling } from '../../emulator/src/services/lambda/event-source-mappings/scaling.ts';
import type { SimulatedMode } from './mode.ts';
import type { Settings } from './settings.ts';

/** How many hand-overs a second AWS takes, and what the limit is called. */
export function handOverLimit({ handOver }: SimulatedMode, { sns, events, sqs }: Settings): { perSecond: number; name: string } {
  if (handOver === 'publish') return { perSecond: sns.publishesPerSecond, name: `${sns.publishesPerSecond} publishes a second of SNS` };
  if (handOver === 'put-events')
    return { perSecond: events.putsPerSecond, name: `${events.putsPerSecond} PutEvents a second of EventBridge` };
  if (handOver === 'send-fifo')
    return { perSecond: sqs.fifoCallsPerSecond, name: `${sqs.fifoCallsPerSecond} sends a second of a FIFO queue` };
  return { perSecond: Number.POSITIVE_INFINITY, name: '' };
}

/** What keeps a consumer from taking more at once; `most`: there will not be more. */
export function laneLimit({ consumer }: SimulatedMode, { mapping, worker }: Settings, most: boolean): string {
  if (consumer === 'worker') return `${worker.processes} workers of ${worker.concurrency} messages each`;
  if (consumer === 'short-poll') return `${worker.processes} processes that ask every ${worker.shortPollMs / 1000} s`;
  if (!most) return "the pollers' ramp (5 at first, 5 more a second)";
  return mapping.maximumConcurrency === undefined
    ? `${ceiling(undefined)} pollers of a mapping`
    : `MaximumConcurrency ${mapping.maximumConcurrency}`;
}
