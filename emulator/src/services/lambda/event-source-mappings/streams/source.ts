import type {
  _Record,
  DescribeStreamCommandOutput,
  GetRecordsCommandOutput,
  GetShardIteratorCommandOutput,
} from '@aws-sdk/client-dynamodb-streams';
import { AwsError } from '../../../errors.ts';
import type { Stack } from '../../../service.ts';

export interface Page {
  records: _Record[];
  /** The shard has ended and this is all of it. */
  ended: boolean;
}

/** A stream as pollers see it: the operations of DynamoDB Streams. */
export interface StreamSource {
  shards(): Promise<{ id: string; first: string }[]>;
  /** Records after a sequence number, or from the oldest that is left. */
  read(shard: string, after: string | undefined): Promise<Page>;
  /** The sequence number that all records there are now come before or have. */
  latest(shard: { id: string; first: string }): Promise<string>;
}

export function openStream(stack: Stack, arn: string): StreamSource {
  const [, , , region = '', account = ''] = arn.split(':');
  const call = <Output>(operation: string, input: object) => stack.call<Output>('dynamodbstreams', operation, input, { account, region });
  const iterator = async (ShardId: string, after: string | undefined) => {
    const place =
      after === undefined ? { ShardIteratorType: 'TRIM_HORIZON' } : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after };
    return (await call<GetShardIteratorCommandOutput>('GetShardIterator', { StreamArn: arn, ShardId, ...place })).ShardIterator;
  };
  const source: StreamSource = {
    async shards() {
      const { StreamDescription } = await call<DescribeStreamCommandOutput>('DescribeStream', { StreamArn: arn });
      return (StreamDescription?.Shards ?? []).map(({ ShardId = '', SequenceNumberRange }) => ({
        id: ShardId,
        first: SequenceNumberRange?.StartingSequenceNumber ?? '',
      }));
    },
    async read(shard, after) {
      try {
        const ShardIterator = await iterator(shard, after);
        const { Records = [], NextShardIterator } = await call<GetRecordsCommandOutput>('GetRecords', { ShardIterator });
        return { records: Records, ended: NextShardIterator === undefined };
      } catch (error) {
        // what was trimmed is lost to the mapping, as on AWS: it goes on with what is left
        if (error instanceof AwsError && error.code === 'TrimmedDataAccessException') return source.read(shard, undefined);
        throw error;
      }
    },
    async latest({ id, first }) {
      let last: string | undefined;
      for (;;) {
        const { records } = await source.read(id, last);
        if (records.length === 0) return last ?? first;
        last = records.at(-1)?.dynamodb?.SequenceNumber;
      }
    },
  };
  return source;
}
