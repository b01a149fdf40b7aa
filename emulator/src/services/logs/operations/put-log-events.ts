import type { PutLogEventsCommandInput, PutLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { invalidParameter, streamNotFound } from '../errors.ts';
import { linesOf } from '../lines.ts';
import { countEvents } from '../metric-filters.ts';
import { groupKey, groupOf, streamKey, streamsOf } from '../store.ts';

/** At most 10,000 events and 1 MiB, in order of time, within a day. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const putLogEvents: Operation<PutLogEventsCommandInput, PutLogEventsCommandOutput> = async (input, context) => {
  const group = groupOf({ logGroupName: input.logGroupName }, context);
  const key = streamKey(groupKey(context, group.name), input.logStreamName ?? '');
  const stream = streamsOf(context).get(key);
  if (!stream) throw streamNotFound();
  const events = (input.logEvents ?? []).map(({ timestamp = 0, message = '' }) => ({ timestamp, message }));
  if (events.length < 1 || events.length > 10_000)
    throw invalidParameter(
      "1 validation error detected: Value at 'logEvents' failed to satisfy constraint: Member must have length between 1 and 10000",
    );
  if (events.reduce((sum, event) => sum + Buffer.byteLength(event.message) + 26, 0) > 1_048_576)
    throw invalidParameter('Upload too large: bytes exceed limit of 1048576');
  if (events.some((event, i) => event.timestamp < (events[i - 1]?.timestamp ?? 0)))
    throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
  if ((events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0) > 86_400_000)
    throw invalidParameter('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  const now = context.stack.clock.now();
  const tooOld = events.filter((event) => event.timestamp < now - 14 * 86_400_000).length;
  const expired =
    group.retentionInDays === undefined
      ? 0
      : events.filter((event) => event.timestamp < now - (group.retentionInDays ?? 0) * 86_400_000).length;
  const tooNew = events.findIndex((event) => event.timestamp > now + 2 * 3_600_000);
  const taken = events.slice(Math.max(tooOld, expired), tooNew < 0 ? undefined : tooNew);
  linesOf(context).add(key, taken);
  streamsOf(context).put(key, { ...stream, lastIngestion: Math.floor(now) });
  await countEvents(groupKey(context, group.name), taken, context);
  const rejected = {
    ...(tooNew >= 0 ? { tooNewLogEventStartIndex: tooNew } : {}),
    ...(tooOld ? { tooOldLogEventEndIndex: tooOld } : {}),
    ...(expired ? { expiredLogEventEndIndex: expired } : {}),
  };
  return {
    nextSequenceToken: '49039859556228900000000000000000000000000000000000000000',
    ...(Object.keys(rejected).length ? { rejectedLogEventsInfo: rejected } : {}),
  };
};
