import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Emulator, startEmulator } from 'pushpull-emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zip } from '../../../emulator/src/services/lambda/zip.ts';
import { figuresOf } from '../figures.ts';
import { toCsv } from '../row.ts';
import type { Run } from '../run.ts';
import { readOwnConfig } from './config.ts';
import { runOwn } from './run-own.ts';

/** Somebody's consumer: it writes each message's stamp to a table of theirs, and cannot handle the fourth. */
const TO_TABLE = `
export const handler = async ({ Records: [{ body }] }) => {
  const handledAt = Date.now();
  const { order } = JSON.parse(body);
  if (order.endsWith('-3')) throw new Error('no');
  const answer = await fetch(process.env.AWS_ENDPOINT_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.PutItem',
      'x-amz-date': '20260101T000000Z',
      authorization: 'AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify({ TableName: 'Orders', Item: { pk: { S: 'ORDER#' + order }, handledAt: { N: String(handledAt) } } }),
  });
  if (!answer.ok) throw new Error(await answer.text());
};`;

/** Another one: it says in its log when it began, and forgets the second message of every load but the first. */
const TO_LOG = `
export const handler = async ({ Records }) => {
  const now = new Date().toISOString();
  for (const { body } of Records) if (body.endsWith('-0-1') || !body.endsWith('-1')) console.log('handled', body, 'at', now);
};`;

/** And one that calls back, twice for the third message. */
const CALLS_BACK = `
export const handler = async ({ id, callback }) => {
  for (let i = 0; i < (id.endsWith('-2') ? 2 : 1); i++)
    await fetch(callback, { method: 'POST', body: JSON.stringify({ message: id }) });
};`;

describe("somebody's own queues", () => {
  let emulator: Emulator;
  let folder: string;
  let run: Run;
  const region = 'us-east-1';
  const arn = (service: string, name: string) => `arn:aws:${service}:${region}:000000000000:${name}`;

  beforeAll(async () => {
    emulator = await startEmulator({ port: 0, timeScale: 10 });
    folder = await mkdtemp(join(tmpdir(), 'pushpull-own-'));
    const clients = { endpoint: emulator.endpoint, region, credentials: { accessKeyId: '000000000000', secretAccessKey: 'local' } };
    const sqs = new SQSClient(clients);
    const lambda = new LambdaClient(clients);
    const make = (FunctionName: string, code: string) =>
      lambda.send(
        new CreateFunctionCommand({
          ...{ FunctionName, Role: 'arn:aws:iam::000000000000:role/theirs', Runtime: 'nodejs24.x', Handler: 'index.handler', Timeout: 5 },
          Code: { ZipFile: zip({ 'index.mjs': code }) },
        }),
      );
    await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('sqs', 'dead'), maxReceiveCount: 1 });
    // six seconds of real time, in which processes start on a busy machine, too: what came back before would be handled twice, or be dead
    const VisibilityTimeout = '60';
    await sqs.send(new CreateQueueCommand({ QueueName: 'orders', Attributes: { RedrivePolicy, VisibilityTimeout } }));
    await sqs.send(new CreateQueueCommand({ QueueName: 'lines', Attributes: { VisibilityTimeout } }));
    await new DynamoDBClient(clients).send(
      new CreateTableCommand({
        ...{ TableName: 'Orders', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] },
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      }),
    );
    for (const [name, code] of Object.entries({ orders: TO_TABLE, lines: TO_LOG })) {
      await make(name, code);
      const mapping = { FunctionName: name, EventSourceArn: arn('sqs', name), ScalingConfig: { MaximumConcurrency: 2 } };
      await lambda.send(new CreateEventSourceMappingCommand({ ...mapping, BatchSize: name === 'orders' ? 1 : 10 }));
    }
    await make('calls', CALLS_BACK);
    const file = join(folder, 'mine.json');
    await writeFile(
      file,
      JSON.stringify({
        ...{ rate: 5, messages: 6, repetitions: 2, patienceS: 15 },
        lanes: [
          {
            ...{
              title: 'orders',
              arn: arn('sqs', 'orders'),
              body: { order: '{{id}}', at: '{{sentAt}}' },
              deadLetters: [arn('sqs', 'dead')],
            },
            stamp: { dynamodb: { table: 'Orders', key: { pk: 'ORDER#{{id}}' }, stamp: 'handledAt' } },
          },
          {
            ...{ title: 'lines', arn: arn('sqs', 'lines'), body: '{{id}}' },
            stamp: { log: { group: '/aws/lambda/lines', pattern: 'handled (?<id>\\S+) at (?<stamp>\\S+)' } },
          },
          {
            ...{ title: 'calls', arn: arn('lambda', 'function:calls'), body: { id: '{{id}}', callback: '{{callbackUrl}}' } },
            stamp: { http: { id: 'message' } },
          },
        ],
      }),
    );
    run = await runOwn({
      ...{ config: await readOwnConfig(file), clients, everyMs: 200, callbackPort: 0, signal: new AbortController().signal },
      target: { name: 'embedded', title: 'a stack', timeScale: 10, settings: [] },
      onProgress: () => {},
      onNote: () => {},
    });
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: `${emulator.endpoint}/000000000000/dead`, AttributeNames: ['All'] }),
    );
    deadLetters = Number(Attributes?.ApproximateNumberOfMessages) + Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
  });
  let deadLetters: number;
  afterAll(async () => {
    await emulator.stop();
    await rm(folder, { recursive: true });
  });

  test('adds up to what was sent, and says what was lost, dead-lettered and handled twice', () => {
    const [orders, lines, calls] = figuresOf(run).map(({ ledger }) => ledger);
    const none = { refused: 0, 'in flight': 0, waiting: 0 };
    expect(orders).toEqual({ sent: 12, fates: { handled: 10, 'dead-lettered': 2, lost: 0, ...none }, duplicates: 0, addsUp: true });
    expect(lines).toEqual({ sent: 12, fates: { handled: 10, 'dead-lettered': 0, lost: 2, ...none }, duplicates: 0, addsUp: true });
    expect(calls).toMatchObject({ sent: 12, fates: { handled: 12 }, duplicates: 2, addsUp: true });
    expect(run.rows.filter(({ fate }) => fate === 'lost').map(({ id }) => id)).toEqual([
      expect.stringMatching(/-Lines-1-1$/),
      expect.stringMatching(/-Lines-2-1$/),
    ]);
  });

  test('has a time from the hand-over to the stamp of each message that has one', () => {
    for (const { lane, times } of figuresOf(run)) {
      expect(times.trigger[50].ms, lane.title).toBeGreaterThanOrEqual(0);
      expect(times.trigger[50].byRepetition).toHaveLength(2);
    }
    expect(toCsv(run.rows).split('\r\n')).toHaveLength(run.rows.length + 2);
  });

  test('leaves dead letters where they are', () => {
    // those of the warm-up are there, too
    expect(deadLetters).toBe(3);
  });
});
