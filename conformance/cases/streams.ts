import assert from 'node:assert/strict';
import { casesOf } from '../case.ts';
import { lambdaDoc } from '../docs.ts';
import { type Json, TELL, TELLS } from '../make/functions.ts';
import { createTable } from '../make/table.ts';

const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const;
/** Each record once: a mapping may hand over the same one again. */
const recordsOf = (events: Json[]): Json[] => [
  ...new Map(events.flatMap(({ Records }) => Records).map((record) => [record.eventID, record])).values(),
];

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: '-' } });

/** Records of a table's stream at a function. */
export const streams = casesOf('dynamodb', [
  {
    name: 'stream',
    says: 'A function on the stream gets each INSERT, MODIFY and REMOVE, with keys and both images',
    doc: lambdaDoc('with-ddb'),
    async run(context) {
      const { createFunction, map, until, seen, clients } = context;
      const { TableName, stream } = await createTable(context, { StreamSpecification });
      assert.match(stream, new RegExp(`:table/${TableName}/stream/`));
      const { name } = await createFunction(TELLS);
      await map({ FunctionName: name, EventSourceArn: stream, StartingPosition: 'TRIM_HORIZON', BatchSize: 10 });
      const { dynamodb } = clients;
      const writes = [
        () => dynamodb.putItem({ TableName, Item: { ...key('a'), n: { N: '1' } } }),
        () => dynamodb.putItem({ TableName, Item: { ...key('a'), n: { N: '2' } } }),
        () => dynamodb.deleteItem({ TableName, Key: key('a') }),
      ];
      // one by one: whether they keep their order is the next case
      let records: Json[] = [];
      for (const [before, write] of writes.entries()) {
        await write();
        await until(`${before + 1} records`, async () => ((records = recordsOf(await seen(name))).length > before ? true : undefined));
      }
      assert.deepEqual(
        records.map(({ eventName, dynamodb: { Keys, OldImage, NewImage } }) => [eventName, Keys, OldImage?.n?.N, NewImage?.n?.N]),
        [
          ['INSERT', key('a'), undefined, '1'],
          ['MODIFY', key('a'), '1', '2'],
          ['REMOVE', key('a'), '2', undefined],
        ],
      );
      const [first] = records;
      assert.equal(first.eventSource, 'aws:dynamodb');
      assert.equal(first.eventSourceARN, stream);
      assert.equal(first.dynamodb.StreamViewType, 'NEW_AND_OLD_IMAGES');
      assert.match(first.dynamodb.SequenceNumber, /^\d+$/);
      assert.equal(typeof first.dynamodb.ApproximateCreationDateTime, 'number');
    },
  },
  {
    name: 'stream-order',
    says: 'The records of an item come in the order in which it was changed',
    doc: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html',
    async run(context) {
      const { createFunction, map, until, seen, clients } = context;
      const { TableName, stream } = await createTable(context, { StreamSpecification });
      const { name } = await createFunction(TELLS);
      await map({ FunctionName: name, EventSourceArn: stream, StartingPosition: 'TRIM_HORIZON', BatchSize: 100 });
      const values = Array.from({ length: 50 }, (_, n) => String(n));
      for (const N of values) await clients.dynamodb.putItem({ TableName, Item: { ...key('a'), n: { N } } });
      const records = await until(`${values.length} records`, async () => {
        const each = recordsOf(await seen(name));
        return each.length >= values.length ? each : undefined;
      });
      assert.deepEqual(
        records.map((record) => record.dynamodb.NewImage.n.N),
        values,
      );
    },
  },
  {
    name: 'stream-filter',
    says: 'A filter on the mapping lets only matching records of the stream through',
    doc: lambdaDoc('with-ddb-filtering'),
    async run(context) {
      const { createFunction, map, saw, clients } = context;
      const { TableName, stream } = await createTable(context, { StreamSpecification });
      const { name } = await createFunction(TELLS);
      const Pattern = JSON.stringify({ eventName: ['INSERT'], dynamodb: { NewImage: { kind: { S: ['photo'] } } } });
      await map({
        FunctionName: name,
        EventSourceArn: stream,
        StartingPosition: 'TRIM_HORIZON',
        FilterCriteria: { Filters: [{ Pattern }] },
      });
      for (const [pk, kind] of [
        ['a', 'video'],
        ['b', 'photo'],
      ] as const)
        await clients.dynamodb.putItem({ TableName, Item: { ...key(pk), kind: { S: kind } } });
      const events = await saw(name, 1);
      assert.deepEqual(
        recordsOf(events).map((record) => record.dynamodb.Keys.pk.S),
        ['b'],
      );
    },
  },
  {
    name: 'stream-retries',
    says: 'A failing batch of a stream is tried MaximumRetryAttempts more times, then told to the failure destination and left behind',
    doc: lambdaDoc('services-dynamodb-errors'),
    async run(context) {
      const { createFunction, createQueue, map, saw, take, clients } = context;
      const { TableName, stream } = await createTable(context, { StreamSpecification });
      const queue = await createQueue();
      const { name } = await createFunction(`${TELL}export const handler = async (event) => { tell(1); throw new Error('never'); };`);
      await map({
        FunctionName: name,
        EventSourceArn: stream,
        StartingPosition: 'TRIM_HORIZON',
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: queue.arn } },
      });
      await clients.dynamodb.putItem({ TableName, Item: key('poison') });
      const [message] = await take(queue, 1);
      const record = JSON.parse(message?.Body ?? '');
      assert.equal(record.requestContext.condition, 'RetryAttemptsExhausted');
      assert.equal(record.requestContext.approximateInvokeCount, 2);
      assert.equal(record.DDBStreamBatchInfo.streamArn, stream);
      assert.equal(record.DDBStreamBatchInfo.batchSize, 1);
      assert.equal((await saw(name, 2)).length, 2);
    },
  },
]);
