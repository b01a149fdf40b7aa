import type { GetLogEventsCommandInput, GetLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { invalidParameter, streamNotFound } from '../errors.ts';
import { linesOf } from '../lines.ts';
import { groupKey, groupOf, streamKey, streamsOf } from '../store.ts';

/** At the end of a stream the same token comes back. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export const getLogEvents: Operation<GetLogEventsCommandInput, GetLogEventsCommandOutput> = (input, context) => {
  const group = groupOf(input, context);
  const key = streamKey(groupKey(context, group.name), input.logStreamName ?? '');
  if (!streamsOf(context).has(key)) throw streamNotFound();
  const all = linesOf(context)
    .of(key, group)
    .filter((line) => line.timestamp >= (input.startTime ?? 0) && line.timestamp < (input.endTime ?? Number.POSITIVE_INFINITY));
  const limit = input.limit ?? 10_000;
  const [, direction, id = ''] = input.nextToken?.match(/^([fb])\/(\d+)$/) ?? [];
  if (input.nextToken !== undefined && !direction) throw invalidParameter('The specified nextToken is invalid.');
  const after = all.findIndex((line) => line.id > id);
  const from = all.findIndex((line) => line.id >= id);
  let start = input.startFromHead ? 0 : Math.max(0, all.length - limit);
  if (direction === 'f') start = after < 0 ? all.length : after;
  if (direction === 'b') start = Math.max(0, (from < 0 ? all.length : from) - limit);
  const end = direction === 'b' ? (from < 0 ? all.length : from) : start + limit;
  const events = all.slice(start, end);
  const none = input.nextToken?.slice(2) ?? '0'.repeat(56);
  return {
    events: events.map((line) => ({ timestamp: line.timestamp, message: line.message, ingestionTime: line.ingested })),
    nextForwardToken: `f/${events.at(-1)?.id ?? none}`,
    nextBackwardToken: `b/${events[0]?.id ?? none}`,
  };
};
