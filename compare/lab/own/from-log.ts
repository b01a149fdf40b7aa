import { type CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { EXIT, UserError } from '../../errors.ts';
import type { OwnLane } from './config.ts';
import { add, type Stamp, type StampReader, stampOf } from './stamps.ts';

/** Lines are found some seconds after they were written, and not in their order: each look goes back so far behind the newest one seen. */
const OVERLAP_MS = 60_000;

/**
 * Stamps in lines of a log. Lines are matched here: CloudWatch's own patterns have no groups.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function fromLog(client: CloudWatchLogsClient, lane: string, { group, pattern }: NonNullable<OwnLane['stamp']['log']>): StampReader {
  const line = new RegExp(pattern);
  const found = new Map<string, Stamp>();
  const seen = new Set<string>();
  let newest = 0;
  return {
    async read(_open, since) {
      const startTime = Math.max(Math.floor(since), newest - OVERLAP_MS);
      try {
        for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName: group, startTime }))
          for (const { eventId = '', message = '', timestamp = 0 } of events) {
            if (seen.has(eventId)) continue;
            seen.add(eventId);
            newest = Math.max(newest, timestamp);
            const { id, stamp = String(timestamp) } = message.match(line)?.groups ?? {};
            if (id !== undefined) add(found, id, stampOf(stamp, `${lane}, the log group ${group}`));
          }
      } catch (error) {
        // a function that has never run may have no log group yet; one that is missing in the end is told by the losses
        if ((error as Error).name !== 'ResourceNotFoundException') throw error;
        if (newest > 0) throw new UserError(`${lane}: the log group ${group} has gone.`, EXIT.failed);
      }
      return found;
    },
  };
}
