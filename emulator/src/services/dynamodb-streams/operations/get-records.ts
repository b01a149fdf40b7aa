import type { _Record, GetRecordsCommandInput, GetRecordsCommandOutput } from '@aws-sdk/client-dynamodb-streams';
import { from, shardLogs } from '../../dynamodb/streams/shard-log.ts';
import type { ChangeRecord, StreamRecord } from '../../dynamodb/streams/store.ts';
import type { Operation } from '../../service.ts';
import { limit, required, trimmed } from '../errors.ts';
import { findShard, findStream } from '../find.ts';
import { printIterator, readIterator } from '../iterator.ts';

const MOST = 1000;
const MOST_BYTES = 1024 * 1024;

/** At most 1,000 records or 1 MB. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export const getRecords: Operation<GetRecordsCommandInput, GetRecordsCommandOutput> = (input, context) => {
  const { stack } = context;
  const max = limit(input.Limit, MOST);
  const position = readIterator(required(input.ShardIterator, 'shardIterator'), stack.clock.now());
  const stream = findStream(position.arn, context);
  const shard = findShard(stream, position.shard);
  const logs = shardLogs(stack);
  const log = logs.read(shard.id);
  const { after } = position;
  if (after !== undefined && after < (logs.trimmed(shard.id) ?? '')) throw trimmed();
  const start = after === undefined ? 0 : from(log, (record) => record.sequence > after);
  let end = start;
  for (let bytes = 0; end < log.length && end - start < max; end++) {
    bytes += (log[end] as ChangeRecord).sizeBytes;
    if (bytes > MOST_BYTES && end > start) break;
  }
  const page = log.slice(start, end);
  const isAtEnd = shard.last !== undefined && end === log.length;
  const next = page.at(-1)?.sequence ?? after;
  const place = { arn: stream.arn, shard: shard.id, ...(next === undefined ? {} : { after: next }) };
  return {
    Records: page.map((record) => show(record, stream)),
    ...(isAtEnd ? {} : { NextShardIterator: printIterator(place, stack.clock.now()) }),
  };
};

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html */
function show(record: ChangeRecord, { region, view }: StreamRecord): _Record {
  const { eventId, eventName, sequence, at, sizeBytes, service, Keys, NewImage, OldImage } = record;
  const change = {
    ApproximateCreationDateTime: new Date(Math.floor(at / 1000) * 1000),
    Keys,
    ...(NewImage ? { NewImage } : {}),
    ...(OldImage ? { OldImage } : {}),
    SequenceNumber: sequence,
    SizeBytes: sizeBytes,
    StreamViewType: view,
  };
  return {
    eventID: eventId,
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    // images are of the wire's JSON, which is what callers get: bytes are base64 already
    dynamodb: change as unknown as NonNullable<_Record['dynamodb']>,
    ...(service ? { userIdentity: { PrincipalId: service, Type: 'Service' } } : {}),
  };
}
