import { hash } from 'node:crypto';
import type { Stack } from '../../service.ts';
import { dynaliteDb } from '../engine.ts';
import type { Change, Item } from './capture.ts';
import { imagesOf } from './images.ts';
import { shardLogs } from './shard-log.ts';
import { nextSequence, type ShardRecord, type StreamRecord } from './store.ts';

/** Writes a change to its stream and tells of it: that wakes the mappings which read the stream. */
export function recordChange(stack: Stack, stream: StreamRecord, change: Change): void {
  const keys = stream.keySchema.map((key) => key.AttributeName);
  const images = imagesOf(change, keys, stream.view);
  if (!images) return;
  const shard = shardFor(stream, images.Keys);
  const sequence = nextSequence(stack);
  const { service, traceHeader } = change.origin;
  const size = (item: Item | undefined) => (item ? dynaliteDb().itemSize(item) : 0);
  const record = {
    ...images,
    eventId: hash('md5', `${stream.arn}/${sequence}`),
    shard: shard.id,
    sequence,
    at: stack.clock.now(),
    sizeBytes: size(images.Keys) + size(images.NewImage) + size(images.OldImage),
    ...(service ? { service } : {}),
  };
  shardLogs(stack).append(record);
  stack.events.emit({
    type: 'dynamodb.changed',
    resource: stream.arn,
    messageId: record.eventId,
    traceHeader,
    detail: {
      table: stream.table,
      shard: shard.id,
      sequence,
      eventName: images.eventName,
      keys: images.Keys,
      ...(service ? { service } : {}),
    },
  });
}

/** All items of one partition key are in one shard. */
function shardFor(stream: StreamRecord, keys: Item): ShardRecord {
  const hashKey = stream.keySchema.find((key) => key.KeyType === 'HASH')?.AttributeName ?? '';
  const number = hash('md5', JSON.stringify(keys[hashKey]), 'buffer').readUInt32BE();
  return stream.shards[number % stream.shards.length] as ShardRecord;
}
