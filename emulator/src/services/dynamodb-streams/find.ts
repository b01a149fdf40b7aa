import { type StreamRecord, streamOf } from '../dynamodb/streams/store.ts';
import type { Context } from '../service.ts';
import { notFound, required, shardNotFound } from './errors.ts';

/** The stream of that ARN, if it is the caller's. */
export function findStream(arn: string | undefined, context: Context): StreamRecord {
  const stream = streamOf(context.stack, required(arn, 'streamArn'));
  if (stream?.account !== context.account || stream.region !== context.region) throw notFound(arn);
  return stream;
}

export function findShard(stream: StreamRecord, id: string | undefined) {
  const shard = stream.shards.find((candidate) => candidate.id === required(id, 'shardId'));
  if (!shard) throw shardNotFound(id, stream.arn);
  return shard;
}
