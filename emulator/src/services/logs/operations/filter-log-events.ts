import type { FilterLogEventsCommandInput, FilterLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { invalidParameter, streamNotFound } from '../errors.ts';
import { linesOf } from '../lines.ts';
import { compileFilter } from '../pattern.ts';
import { groupOf, streamKey, streamsIn } from '../store.ts';

/** Events of several streams, merged by time. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const filterLogEvents: Operation<FilterLogEventsCommandInput, FilterLogEventsCommandOutput> = (input, context) => {
  if (input.logStreamNames?.length && input.logStreamNamePrefix !== undefined)
    throw invalidParameter('logStreamNamePrefix and logStreamNames are mutually exclusive parameters.');
  const group = groupOf(input, context);
  const streams = streamsIn(group, context).filter(
    (stream) =>
      stream.name.startsWith(input.logStreamNamePrefix ?? '') &&
      (!input.logStreamNames?.length || input.logStreamNames.includes(stream.name)),
  );
  for (const name of input.logStreamNames ?? []) if (!streams.some((stream) => stream.name === name)) throw streamNotFound();
  const wanted = compileFilter(input.filterPattern);
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = 10_000 } = input;
  const found = streams
    .flatMap((stream) =>
      linesOf(context)
        .of(streamKey(stream.group, stream.name), group)
        .map((line) => ({ line, stream: stream.name })),
    )
    .filter(
      ({ line }) => line.id > (input.nextToken ?? '') && line.timestamp >= startTime && line.timestamp <= endTime && wanted(line.message),
    )
    .sort((a, b) => (a.line.id < b.line.id ? -1 : 1));
  const events = found.slice(0, limit).map(({ line, stream }) => ({
    logStreamName: stream,
    timestamp: line.timestamp,
    message: line.message,
    ingestionTime: line.ingested,
    eventId: line.id,
  }));
  return { events, searchedLogStreams: [], ...(found.length > limit ? { nextToken: events.at(-1)?.eventId } : {}) };
};
