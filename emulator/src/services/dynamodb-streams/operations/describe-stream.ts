import type { DescribeStreamCommandInput, DescribeStreamCommandOutput } from '@aws-sdk/client-dynamodb-streams';
import type { Operation } from '../../service.ts';
import { limit } from '../errors.ts';
import { findShard, findStream } from '../find.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export const describeStream: Operation<DescribeStreamCommandInput, DescribeStreamCommandOutput> = (input, context) => {
  const stream = findStream(input.StreamArn, context);
  const max = limit(input.Limit, 100);
  // Shards of this stack have no children: they stay open as long as their stream
  const shards = input.ShardFilter ? [] : stream.shards;
  const start = input.ExclusiveStartShardId ? stream.shards.indexOf(findShard(stream, input.ExclusiveStartShardId)) + 1 : 0;
  const page = shards.slice(start, start + max);
  return {
    StreamDescription: {
      StreamArn: stream.arn,
      StreamLabel: stream.label,
      StreamStatus: stream.disabledAt === undefined ? 'ENABLED' : 'DISABLED',
      StreamViewType: stream.view,
      CreationRequestDateTime: new Date(stream.createdAt),
      TableName: stream.table,
      KeySchema: stream.keySchema,
      Shards: page.map(({ id, first, last }) => ({
        ShardId: id,
        SequenceNumberRange: { StartingSequenceNumber: first, ...(last === undefined ? {} : { EndingSequenceNumber: last }) },
      })),
      ...(start + max < shards.length ? { LastEvaluatedShardId: page.at(-1)?.id } : {}),
    },
  };
};
