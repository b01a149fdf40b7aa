import type { GetShardIteratorCommandInput, GetShardIteratorCommandOutput } from '@aws-sdk/client-dynamodb-streams';
import { shardLogs } from '../../dynamodb/streams/shard-log.ts';
import type { ShardRecord } from '../../dynamodb/streams/store.ts';
import type { Context, Operation } from '../../service.ts';
import { invalid, oneOf, required, trimmed } from '../errors.ts';
import { findShard, findStream } from '../find.ts';
import { printIterator } from '../iterator.ts';

const TYPES = ['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'] as const;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export const getShardIterator: Operation<GetShardIteratorCommandInput, GetShardIteratorCommandOutput> = (input, context) => {
  const stream = findStream(input.StreamArn, context);
  const shard = findShard(stream, input.ShardId);
  const type = required(input.ShardIteratorType, 'shardIteratorType');
  oneOf(type, 'shardIteratorType', TYPES);
  const after = positionOf(type, input.SequenceNumber, shard, context);
  const place = { arn: stream.arn, shard: shard.id, ...(after === undefined ? {} : { after }) };
  return { ShardIterator: printIterator(place, context.stack.clock.now()) };
};

function positionOf(type: string, sequence: string | undefined, shard: ShardRecord, { stack }: Context): string | undefined {
  const logs = shardLogs(stack);
  if (!type.endsWith('SEQUENCE_NUMBER')) {
    if (sequence !== undefined) throw invalid(`SequenceNumber is not allowed with ShardIteratorType ${type}`);
    return type === 'LATEST' ? (logs.read(shard.id).at(-1)?.sequence ?? logs.trimmed(shard.id) ?? shard.first) : undefined;
  }
  if (sequence === undefined) throw invalid(`SequenceNumber is required with ShardIteratorType ${type}`);
  if (!/^\d{21,40}$/.test(sequence) || sequence < shard.first || (shard.last !== undefined && sequence > shard.last))
    throw invalid(`Invalid SequenceNumber: ${sequence} is not of shard ${shard.id}`);
  const after = type === 'AFTER_SEQUENCE_NUMBER' ? sequence : String(BigInt(sequence) - 1n).padStart(21, '0');
  logs.read(shard.id);
  if (after < (logs.trimmed(shard.id) ?? '')) throw trimmed();
  return after;
}
