import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Context } from '../context.ts';

/**
 * A table of the keys `pk` and `sk` (strings), ready; answers with its name and the ARN of its stream, if it has one. Its stream is ready too:
 * a table may be ACTIVE while the stream is still ENABLING, and what is written until then need not be in it (LocalStack drops it).
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamDescription.html
 */
export async function createTable({ clients, name, until, cleanup }: Context, more: Partial<CreateTableCommandInput> = {}) {
  const { dynamodb, dynamodbStreams } = clients;
  const TableName = name('table');
  await dynamodb.createTable({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      ...(more.AttributeDefinitions ?? []),
    ],
    ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== 'AttributeDefinitions')),
  });
  cleanup(() => dynamodb.deleteTable({ TableName }));
  const stream = await until(`${TableName} active`, async () => {
    const { Table } = await dynamodb.describeTable({ TableName });
    return Table?.TableStatus === 'ACTIVE' ? (Table.LatestStreamArn ?? '') : undefined;
  });
  if (stream !== '')
    await until(`stream of ${TableName} enabled`, async () => {
      const { StreamDescription } = await dynamodbStreams.describeStream({ StreamArn: stream });
      return StreamDescription?.StreamStatus === 'ENABLED' ? true : undefined;
    });
  return { TableName, stream };
}
