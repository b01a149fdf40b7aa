import type { ListStreamsCommandInput, ListStreamsCommandOutput } from '@aws-sdk/client-dynamodb-streams';
import { streamOf, streamsOf } from '../../dynamodb/streams/store.ts';
import type { Operation } from '../../service.ts';
import { limit } from '../errors.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
export const listStreams: Operation<ListStreamsCommandInput, ListStreamsCommandOutput> = (input, context) => {
  const { stack, account, region } = context;
  const max = limit(input.Limit, 100);
  const table = input.TableName?.split('table/').at(-1);
  const all = [...streamsOf(stack).keys()]
    .map((arn) => streamOf(stack, arn))
    .filter((stream) => stream !== undefined)
    .filter((stream) => stream.account === account && stream.region === region && (table === undefined || stream.table === table))
    .sort((a, b) => (a.arn < b.arn ? -1 : 1))
    .filter(({ arn }) => input.ExclusiveStartStreamArn === undefined || arn > input.ExclusiveStartStreamArn);
  const page = all.slice(0, max);
  return {
    Streams: page.map(({ arn, label, table }) => ({ StreamArn: arn, StreamLabel: label, TableName: table })),
    ...(all.length > max ? { LastEvaluatedStreamArn: page.at(-1)?.arn } : {}),
  };
};
