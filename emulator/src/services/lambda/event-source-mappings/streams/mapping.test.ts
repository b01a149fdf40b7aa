import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  PutFunctionConcurrencyCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { resourceContext } from '../../../../testing/resource-context.ts';
import { startLambda } from '../../testing.ts';
import { eventSourceMapping } from '../resource.ts';

const code = `
import { existsSync, writeFileSync } from 'node:fs';
export const handler = async (event) => {
  console.log(JSON.stringify(event));
  const path = event.Records[0].dynamodb.NewImage.dies?.S;
  if (path && !existsSync(path)) {
    writeFileSync(path, '');
    process.exit(1);
  }
  return {};
};`;

let lambda: Awaited<ReturnType<typeof startLambda>>;
let document: DynamoDBDocumentClient;
let arn: string;
const TableName = 'photos';
const caller = { account: '000000000000', region: 'us-east-1' };

beforeAll(async () => {
  lambda = await startLambda();
  document = DynamoDBDocumentClient.from(new DynamoDBClient(lambda.settings));
  await lambda.create('f', code);
});
afterAll(() => lambda.stop());

const mappings: string[] = [];
beforeEach(async () => {
  const { TableDescription } = await document.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  );
  arn = TableDescription?.LatestStreamArn ?? '';
});
afterEach(async () => {
  for (const UUID of mappings.splice(0)) await lambda.client.send(new DeleteEventSourceMappingCommand({ UUID })).catch(() => {});
  await document.send(new DeleteTableCommand({ TableName }));
});

async function map(more: Partial<CreateEventSourceMappingCommandInput> = {}) {
  const input = { EventSourceArn: arn, FunctionName: 'f', StartingPosition: 'TRIM_HORIZON' as const, ...more };
  const answer = await lambda.client.send(new CreateEventSourceMappingCommand(input));
  mappings.push(answer.UUID ?? '');
  return answer;
}
const shown = (UUID: string | undefined) => lambda.client.send(new GetEventSourceMappingCommand({ UUID }));
const enabled = (UUID: string | undefined) => expect.poll(async () => (await shown(UUID)).State).toBe('Enabled');
const put = (Item: { id: string; [key: string]: unknown }) => document.send(new PutCommand({ TableName, Item }));
const isDone = (id: string) => (hop: { type: string; messageId?: string }) => hop.type === 'esm.completed' && hop.messageId === id;

test('a mapping shows all defaults, and what it did last', async () => {
  const made = await map();
  expect(made).toMatchObject({
    State: 'Creating',
    StateTransitionReason: 'User action',
    EventSourceArn: arn,
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: 100,
    MaximumBatchingWindowInSeconds: 0,
    ParallelizationFactor: 1,
    BisectBatchOnFunctionError: false,
    MaximumRetryAttempts: -1,
    MaximumRecordAgeInSeconds: -1,
    TumblingWindowInSeconds: 0,
    DestinationConfig: { OnFailure: {} },
    FunctionResponseTypes: [],
    LastProcessingResult: 'No records processed',
  });
  await enabled(made.UUID);
  await put({ id: 'a' });
  await expect.poll(async () => (await shown(made.UUID)).LastProcessingResult).toBe('OK');
  await lambda.client.send(new UpdateEventSourceMappingCommand({ UUID: made.UUID, BatchSize: 7, MaximumRetryAttempts: 3 }));
  await enabled(made.UUID);
  expect(await shown(made.UUID)).toMatchObject({ BatchSize: 7, MaximumRetryAttempts: 3, ParallelizationFactor: 1 });
});

test('a function gets the change as AWS prints it, bytes as base64', async () => {
  await enabled((await map()).UUID);
  await put({ id: 'printed', bytes: new Uint8Array([1, 2]) });
  const batch = await lambda.emulator.events.waitFor(({ type, detail }) => type === 'esm.batch' && detail?.stream === arn);
  await lambda.emulator.events.waitFor(isDone(batch.messageId ?? ''));
  const input = { logGroupName: '/aws/lambda/f' };
  const record = await vi.waitFor(
    async () => {
      const { events } = await lambda.emulator.stack.call<{ events: { message: string }[] }>('logs', 'FilterLogEvents', input, caller);
      const { message } = events.find((event) => event.message.includes('printed')) as { message: string };
      return JSON.parse(message.slice(message.indexOf('{'))).Records[0];
    },
    { timeout: 60_000 },
  );
  expect(record).toMatchObject({
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    eventSourceARN: arn,
    awsRegion: 'us-east-1',
    dynamodb: { Keys: { id: { S: 'printed' } }, NewImage: { id: { S: 'printed' }, bytes: { B: 'AQI=' } }, StreamViewType: 'NEW_IMAGE' },
  });
});

test('a function whose process dies gets the batch again', async () => {
  await enabled((await map()).UUID);
  const folder = await mkdtemp(join(tmpdir(), 'stream-mapping-'));
  await put({ id: 'a', dies: join(folder, 'died') });
  const all = () => lambda.emulator.events.since(0).filter(({ type, detail }) => type === 'esm.completed' && detail?.stream === arn);
  await expect.poll(() => all().length).toBe(2);
  expect(all().map(({ detail }) => detail?.failed)).toEqual([[expect.any(String)], []]);
  expect(all()[0]?.detail?.reason).toContain('Runtime.ExitError');
  await rm(folder, { recursive: true });
});

test('a throttled function gets the batch once it may run again', async () => {
  await enabled((await map()).UUID);
  const reserve = (ReservedConcurrentExecutions: number) =>
    lambda.client.send(new PutFunctionConcurrencyCommand({ FunctionName: 'f', ReservedConcurrentExecutions }));
  await reserve(0);
  await put({ id: 'a' });
  const { seq } = await lambda.emulator.events.waitFor(({ type, detail }) => type === 'esm.batch' && detail?.stream === arn);
  await reserve(10);
  const done = ({ type, detail }: { type: string; detail?: Record<string, unknown> }) =>
    type === 'esm.completed' && detail?.stream === arn && detail.reason === undefined;
  await lambda.emulator.events.waitFor(done, { since: seq });
});

test('what a stream mapping cannot have is refused', async () => {
  const refused = (more: object, error: object | string | RegExp) =>
    expect(map(more)).rejects.toMatchObject(
      typeof error === 'string' ? { name: 'InvalidParameterValueException', message: expect.stringContaining(error) } : error,
    );
  await refused({ StartingPosition: undefined }, "Value null at 'startingPosition'");
  await refused(
    { StartingPosition: 'AT_TIMESTAMP', StartingPositionTimestamp: new Date() },
    `Unsupported starting position for arn type: ${arn}`,
  );
  await refused({ StartingPosition: 'MIDDLE' }, { name: 'ValidationException' });
  await refused({ EventSourceArn: `${arn}0` }, `Stream not found: ${arn}0`);
  await refused({ FilterCriteria: { Filters: [{ Pattern: '{"eventName":"x"}' }] } }, 'Invalid filter pattern definition.');
  await refused({ ScalingConfig: { MaximumConcurrency: 2 } }, 'Unsupported ScalingConfig parameter');
  await refused({ MaximumRecordAgeInSeconds: 59 }, 'MaximumRecordAgeInSeconds');
  await refused({ ParallelizationFactor: 11 }, { name: 'ValidationException' });
  await refused({ TumblingWindowInSeconds: 10 }, { name: 'NotImplemented', message: expect.stringContaining('TumblingWindowInSeconds') });
  const DestinationConfig = { OnFailure: { Destination: 'arn:aws:s3:::failed' } };
  await refused({ DestinationConfig }, { name: 'NotImplemented', message: expect.stringContaining('s3') });
  const { UUID } = await map();
  await refused({}, { name: 'ResourceConflictException', message: expect.stringContaining(`existing mapping with UUID ${UUID}`) });
});

test('CloudFormation makes, changes and deletes a mapping of a stream', async () => {
  const context = resourceContext(lambda.emulator.stack, 'Mapping', '000000000000');
  const props = {
    EventSourceArn: arn,
    FunctionName: 'f',
    StartingPosition: 'LATEST',
    BatchSize: '5',
    BisectBatchOnFunctionError: 'true',
    MaximumRetryAttempts: 2,
  };
  const resource = await eventSourceMapping.create(props, context);
  expect(await shown(resource.id)).toMatchObject({
    State: 'Enabled',
    BatchSize: 5,
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 2,
  });
  const DestinationConfig = { OnFailure: { Destination: 'arn:aws:sqs:us-east-1:000000000000:failed' } };
  const { BatchSize: _, ...next } = { ...props, DestinationConfig, ParallelizationFactor: '2' };
  await eventSourceMapping.update?.(resource, next, props, context);
  expect(await shown(resource.id)).toMatchObject({ BatchSize: 100, ParallelizationFactor: 2, DestinationConfig });
  await eventSourceMapping.update?.(resource, props, next, context);
  expect(await shown(resource.id)).toMatchObject({ ParallelizationFactor: 1, DestinationConfig: { OnFailure: {} } });
  await eventSourceMapping.delete(resource, props, context);
  await expect(shown(resource.id)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
