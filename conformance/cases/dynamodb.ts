import assert from 'node:assert/strict';
import { type AttributeValue, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { casesOf } from '../case.ts';
import { dynamodbApi, dynamodbDoc } from '../docs.ts';
import { createTable } from '../make/table.ts';

const key = (pk: string, sk = '-') => ({ pk: { S: pk }, sk: { S: sk } });

export const dynamodb = casesOf('dynamodb', [
  {
    name: 'conditional-put',
    says: 'A put whose condition is not met is ConditionalCheckFailedException, changes nothing, and shows the item if asked',
    doc: dynamodbApi('API_PutItem'),
    async run(context) {
      const { dynamodb } = context.clients;
      const { TableName } = await createTable(context);
      const put = (state: string) =>
        dynamodb.putItem({
          TableName,
          Item: { ...key('share'), state: { S: state } },
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        });
      await put('first');
      await assert.rejects(put('second'), { name: 'ConditionalCheckFailedException', Item: { ...key('share'), state: { S: 'first' } } });
      const { Item } = await dynamodb.getItem({ TableName, Key: key('share'), ConsistentRead: true });
      assert.equal(Item?.state?.S, 'first');
    },
  },
  {
    name: 'update',
    says: 'UpdateItem sets, adds, removes and appends, and answers with the new item',
    doc: dynamodbDoc('Expressions.UpdateExpressions'),
    async run(context) {
      const { dynamodb } = context.clients;
      const { TableName } = await createTable(context);
      const update = (UpdateExpression: string, values: Record<string, AttributeValue>) =>
        dynamodb.updateItem({
          TableName,
          Key: key('share'),
          UpdateExpression,
          ExpressionAttributeNames: UpdateExpression.includes('#state') ? { '#state': 'state' } : undefined,
          ExpressionAttributeValues: values,
          ReturnValues: 'ALL_NEW',
        });
      await update('SET #state = :s, hops = :none ADD tries :one', { ':s': { S: 'sent' }, ':none': { L: [] }, ':one': { N: '1' } });
      const { Attributes } = await update('SET hops = list_append(hops, :hop) REMOVE #state ADD tries :one', {
        ':hop': { L: [{ S: 'sns' }] },
        ':one': { N: '1' },
      });
      assert.deepEqual(Attributes, { ...key('share'), hops: { L: [{ S: 'sns' }] }, tries: { N: '2' } });
    },
  },
  {
    name: 'transaction',
    says: 'A transaction with one failed condition writes nothing, and gives a reason for each of its actions',
    doc: dynamodbApi('API_TransactWriteItems'),
    async run(context) {
      const { dynamodb } = context.clients;
      const { TableName } = await createTable(context);
      const put = (pk: string) => ({ Put: { TableName, Item: key(pk), ConditionExpression: 'attribute_not_exists(pk)' } });
      await dynamodb.transactWriteItems({ TransactItems: [put('a'), put('b')] });
      await assert.rejects(dynamodb.transactWriteItems({ TransactItems: [put('c'), put('b')] }), (error) => {
        assert.ok(error instanceof TransactionCanceledException, `${error}`);
        assert.deepEqual(
          error.CancellationReasons?.map(({ Code }) => Code),
          ['None', 'ConditionalCheckFailed'],
        );
        return true;
      });
      const { Count } = await dynamodb.scan({ TableName, ConsistentRead: true });
      assert.equal(Count, 2);
    },
  },
  {
    name: 'query',
    says: 'Query answers in the order of the sort key, forwards or backwards, page by page',
    doc: dynamodbDoc('Query'),
    async run(context) {
      const { dynamodb } = context.clients;
      const { TableName } = await createTable(context);
      for (const sk of ['03', '01', '02', '10']) await dynamodb.putItem({ TableName, Item: key('photo', sk) });
      await dynamodb.putItem({ TableName, Item: key('other', '01') });
      const query = (more: object = {}) =>
        dynamodb.query({
          TableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :zero)',
          ExpressionAttributeValues: { ':pk': { S: 'photo' }, ':zero': { S: '0' } },
          ConsistentRead: true,
          ...more,
        });
      assert.deepEqual(
        (await query()).Items?.map(({ sk }) => sk?.S),
        ['01', '02', '03'],
      );
      const page = await query({ ScanIndexForward: false, Limit: 2 });
      assert.deepEqual(
        page.Items?.map(({ sk }) => sk?.S),
        ['03', '02'],
      );
      assert.deepEqual(page.LastEvaluatedKey, key('photo', '02'));
      const rest = await query({ ScanIndexForward: false, ExclusiveStartKey: page.LastEvaluatedKey });
      assert.deepEqual(
        rest.Items?.map(({ sk }) => sk?.S),
        ['01'],
      );
      assert.equal(rest.LastEvaluatedKey, undefined);
    },
  },
  {
    name: 'index',
    says: 'A global secondary index is queried by its own key and holds only items that have it',
    doc: dynamodbDoc('GSI'),
    async run(context) {
      const { dynamodb } = context.clients;
      const { TableName } = await createTable(context, {
        AttributeDefinitions: [{ AttributeName: 'state', AttributeType: 'S' }],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'by-state',
            KeySchema: [{ AttributeName: 'state', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
      });
      await dynamodb.putItem({ TableName, Item: { ...key('a'), state: { S: 'sent' }, more: { S: 'x' } } });
      await dynamodb.putItem({ TableName, Item: { ...key('b'), state: { S: 'lost' } } });
      await dynamodb.putItem({ TableName, Item: key('c') });
      const Items = await context.until('the index', async () => {
        const { Items = [] } = await dynamodb.query({
          TableName,
          IndexName: 'by-state',
          KeyConditionExpression: '#s = :s',
          ExpressionAttributeNames: { '#s': 'state' },
          ExpressionAttributeValues: { ':s': { S: 'sent' } },
        });
        return Items.length > 0 ? Items : undefined;
      });
      assert.deepEqual(Items, [{ ...key('a'), state: { S: 'sent' } }]);
    },
  },
  {
    name: 'time-to-live',
    says: 'UpdateTimeToLive names the attribute of the expiry, DescribeTimeToLive shows it',
    doc: dynamodbApi('API_UpdateTimeToLive'),
    async run(context) {
      const { dynamodb } = context.clients;
      const { TableName } = await createTable(context);
      assert.equal((await dynamodb.describeTimeToLive({ TableName })).TimeToLiveDescription?.TimeToLiveStatus, 'DISABLED');
      await dynamodb.updateTimeToLive({ TableName, TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true } });
      const { TimeToLiveDescription } = await dynamodb.describeTimeToLive({ TableName });
      assert.equal(TimeToLiveDescription?.AttributeName, 'expires');
      assert.match(TimeToLiveDescription?.TimeToLiveStatus ?? '', /^(ENABLING|ENABLED)$/);
    },
  },
  {
    name: 'unknown-table',
    says: 'An unknown table is ResourceNotFoundException (400)',
    doc: dynamodbApi('API_GetItem'),
    async run({ clients, name }) {
      await assert.rejects(clients.dynamodb.getItem({ TableName: name('nobody'), Key: key('x') }), { name: 'ResourceNotFoundException' });
    },
  },
]);
