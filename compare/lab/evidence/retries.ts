import type { Hop } from 'pushpull-emulator';
import type { Row } from '../row.ts';
import type { LaneInUse } from './watch.ts';

const isRetry = ({ type, detail }: Hop) =>
  type === 'lambda.retried' ||
  type === 'sns.retried' ||
  type === 'events.retried' ||
  (type === 'sqs.received' && Number(detail?.receiveCount) > 1);

/** How often each lane's messages were tried again, by the stack's own hops. */
export function retriesOf(lanes: readonly Pick<LaneInUse, 'id'>[], rows: readonly Row[], hops: readonly Hop[]): Map<string, number> {
  const laneOf = new Map(rows.map(({ traceId, lane }) => [traceId, lane]));
  const counts = new Map(lanes.map(({ id }) => [id, 0]));
  for (const hop of hops) {
    const lane = isRetry(hop) ? laneOf.get(hop.traceId ?? '') : undefined;
    if (lane) counts.set(lane, (counts.get(lane) ?? 0) + 1);
  }
  return counts;
}
