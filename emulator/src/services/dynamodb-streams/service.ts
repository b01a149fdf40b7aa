import type { Service } from '../service.ts';
import { describeStream } from './operations/describe-stream.ts';
import { getRecords } from './operations/get-records.ts';
import { getShardIterator } from './operations/get-shard-iterator.ts';
import { listStreams } from './operations/list-streams.ts';

/** Reads what `services/dynamodb/streams/` wrote: one database on AWS too, with a second door. */
export const service: Service = {
  name: 'dynamodbstreams',
  protocol: 'aws-json-1.0',
  target: 'DynamoDBStreams_20120810',
  operations: {
    DescribeStream: describeStream,
    GetRecords: getRecords,
    GetShardIterator: getShardIterator,
    ListStreams: listStreams,
  },
  resources: [],
};
