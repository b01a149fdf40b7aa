import { CreateTableCommand, DynamoDBClient, type StreamViewType } from '@aws-sdk/client-dynamodb';
import {
  type _Record,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
} from '@aws-sdk/client-dynamodb-streams';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Emulator, startEmulator } from '../../emulator.ts';

/** A stack of frozen time with clients of DynamoDB and its streams, and short ways to make tables and read streams; for tests. */
export async function startStreams() {
  const emulator: Emulator = await startEmulator({ port: 0, frozen: true });
  const settings = {
    endpoint: emulator.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'x' },
    maxAttempts: 1,
  };
  const client = new DynamoDBClient(settings);
  const streams = new DynamoDBStreamsClient(settings);

  /** A table with a partition key `id` and a sort key `at`; answers with the ARN of its stream. */
  async function makeTable(TableName = 'photos', StreamViewType?: StreamViewType): Promise<string> {
    const { TableDescription } = await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'at', AttributeType: 'N' },
        ],
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        ...(StreamViewType ? { StreamSpecification: { StreamEnabled: true, StreamViewType } } : {}),
      }),
    );
    return TableDescription?.LatestStreamArn ?? '';
  }

  const shardsOf = async (StreamArn: string) =>
    (await streams.send(new DescribeStreamCommand({ StreamArn }))).StreamDescription?.Shards?.map(({ ShardId }) => ShardId ?? '') ?? [];

  const iterator = async (input: GetShardIteratorCommandInput) => (await streams.send(new GetShardIteratorCommand(input))).ShardIterator;

  /** All that a stream holds, shard by shard. */
  async function readAll(StreamArn: string): Promise<_Record[]> {
    const all: _Record[] = [];
    for (const ShardId of await shardsOf(StreamArn)) {
      let ShardIterator = await iterator({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
      while (ShardIterator) {
        const page = await streams.send(new GetRecordsCommand({ ShardIterator }));
        all.push(...(page.Records ?? []));
        ShardIterator = page.Records?.length ? page.NextShardIterator : undefined;
      }
    }
    return all;
  }

  return {
    emulator,
    settings,
    client,
    streams,
    document: DynamoDBDocumentClient.from(client),
    makeTable,
    shardsOf,
    iterator,
    readAll,
  };
}
