import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Context } from '../context.ts';

/** A table of the keys `pk` and `sk` (strings), ready; answers with its name and the ARN of its stream, if it has one. */
export async function createTable({ clients: { dynamodb }, name, until, cleanup }: Context, more: Partial<CreateTableCommandInput> = {}) {
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
  return until(`${TableName} active`, async () => {
    const { Table } = await dynamodb.describeTable({ TableName });
    return Table?.TableStatus === 'ACTIVE' ? { TableName, stream: Table.LatestStreamArn ?? '' } : undefined;
  });
}
