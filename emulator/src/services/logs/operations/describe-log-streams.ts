import type { DescribeLogStreamsCommandInput, DescribeLogStreamsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import { linesOf } from '../lines.ts';
import { groupOf, page, showStream, streamKey, streamsIn } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const describeLogStreams: Operation<DescribeLogStreamsCommandInput, DescribeLogStreamsCommandOutput> = (input, context) => {
  const group = groupOf(input, context);
  if (input.orderBy === 'LastEventTime' && input.logStreamNamePrefix !== undefined)
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  const lines = linesOf(context);
  const all = streamsIn(group, context)
    .filter((stream) => stream.name.startsWith(input.logStreamNamePrefix ?? ''))
    .map((stream) => {
      const held = lines.of(streamKey(stream.group, stream.name), group);
      return { stream, first: held[0]?.timestamp, last: held.at(-1)?.timestamp };
    });
  if (input.orderBy === 'LastEventTime') all.sort((a, b) => (a.last ?? 0) - (b.last ?? 0));
  if (input.descending) all.reverse();
  const { items, ...rest } = page(all, input.nextToken, input.limit ?? 50);
  return { logStreams: items.map(({ stream, first, last }) => showStream(stream, group, { first, last })), ...rest };
};
