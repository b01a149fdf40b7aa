import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  CreateFunctionCommand,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEventSourceMappingCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, DeleteQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator.ts';
import { untilStopped } from '../../../runtime/testing.ts';
import { resourceContext } from '../../../testing/resource-context.ts';
import { zip } from '../zip.ts';
import { eventSourceMapping } from './resource.ts';

const account = '111122223333';
let emulator: Emulator;
let lambda: LambdaClient;
let sqs: SQSClient;
let made = 0;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  const config = {
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: account, secretAccessKey: 'x' },
    maxAttempts: 1,
  };
  lambda = new LambdaClient(config);
  sqs = new SQSClient(config);
  const code = `exports.handler = async (event) => { console.log('got ' + JSON.stringify(event)); if (event.Records[0].body === 'fail') throw new Error('no'); return {}; };`;
  const input = {
    Runtime: 'nodejs22.x' as const,
    Role: `arn:aws:iam::${account}:role/r`,
    Handler: 'index.handler',
    Code: { ZipFile: zip({ 'index.js': code }) },
  };
  await lambda.send(new CreateFunctionCommand({ FunctionName: 'f', ...input }));
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 10, minDelay: 0.05, maxDelay: 0.1 } as never, { FunctionName: 'f' });
});
afterAll(() => emulator.stop());

const mappings: string[] = [];
afterEach(async () => {
  for (const UUID of mappings.splice(0)) await lambda.send(new DeleteEventSourceMappingCommand({ UUID })).catch(() => {});
});

async function makeQueue(Attributes: { [key: string]: string } = {}, suffix = '') {
  const name = `q${++made}${suffix}`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return { QueueUrl, arn: `arn:aws:sqs:us-east-1:${account}:${name}` };
}

async function map(EventSourceArn: string, more: Partial<CreateEventSourceMappingCommandInput> = {}) {
  const answer = await lambda.send(new CreateEventSourceMappingCommand({ EventSourceArn, FunctionName: 'f', ...more }));
  mappings.push(answer.UUID ?? '');
  return answer;
}
const state = async (UUID: string | undefined) => (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State;

test('created, enabled, handed over, disabled, deleted', async () => {
  const { QueueUrl, arn } = await makeQueue();
  const { $metadata, ...created } = await map(arn);
  expect($metadata.httpStatusCode).toBe(202);
  expect(created).toEqual({
    UUID: expect.any(String),
    EventSourceMappingArn: expect.stringContaining(created.UUID ?? '?'),
    EventSourceArn: arn,
    FunctionArn: `arn:aws:lambda:us-east-1:${account}:function:f`,
    State: 'Creating',
    StateTransitionReason: 'USER_INITIATED',
    LastModified: expect.any(Date),
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: 0,
    FunctionResponseTypes: [],
  });
  await expect.poll(() => state(created.UUID)).toBe('Enabled');
  const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  const done = await emulator.events.waitFor(
    (hop) => hop.type === 'esm.completed' && JSON.stringify(hop.detail?.messageIds).includes(MessageId ?? '?'),
  );
  expect(done.detail).toMatchObject({ size: 1, failed: [] });
  await emulator.events.waitFor((hop) => hop.type === 'lambda.finished' && hop.messageId === done.messageId);

  const listed = await lambda.send(new ListEventSourceMappingsCommand({ EventSourceArn: arn, FunctionName: 'f' }));
  expect(listed.EventSourceMappings?.map((each) => each.UUID)).toEqual([created.UUID]);
  const disabled = await lambda.send(new UpdateEventSourceMappingCommand({ UUID: created.UUID, Enabled: false, BatchSize: 5 }));
  expect(disabled).toMatchObject({ State: 'Disabling', BatchSize: 5 });
  await expect.poll(() => state(created.UUID)).toBe('Disabled');
  expect((await lambda.send(new DeleteEventSourceMappingCommand({ UUID: created.UUID }))).State).toBe('Deleting');
  await expect.poll(() => state(created.UUID).catch((error) => error.name)).toBe('ResourceNotFoundException');
});

test.runIf(process.platform === 'linux')('a warm function that is free has a message before its sender has the answer', async () => {
  const { QueueUrl, arn } = await makeQueue();
  const { UUID } = await map(arn);
  await expect.poll(() => state(UUID)).toBe('Enabled');
  const send = async () => {
    const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    const batch = emulator.events
      .since(0)
      .find((hop) => hop.type === 'esm.batch' && JSON.stringify(hop.detail?.messageIds).includes(MessageId ?? '?'));
    const started = emulator.events.since(0).some((hop) => hop.type === 'lambda.started' && hop.messageId === batch?.messageId);
    await emulator.events.waitFor((hop) => hop.type === 'esm.completed' && hop.messageId === batch?.messageId);
    return started;
  };
  const states = (state: string) =>
    emulator.events.since(0).filter(({ type, detail }) => type === 'lambda.environment' && detail?.state === state);
  await send();
  for (let i = 0; i < 10; i++) {
    const ended = states('ended').map(({ detail }) => detail?.environment);
    for (const { detail } of states('ready')) if (!ended.includes(detail?.environment)) await untilStopped(detail?.pid as number);
    expect(await send()).toBe(true);
  }
});

test('the trace of the sender reaches the function', async () => {
  const { QueueUrl, arn } = await makeQueue();
  await map(arn);
  const StringValue = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
  const MessageSystemAttributes = { AWSTraceHeader: { DataType: 'String', StringValue } };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', MessageSystemAttributes }));
  const started = await emulator.events.waitFor(
    (hop) => hop.type === 'lambda.started' && hop.traceId === '1-5759e988-bd862e3fe1be46a994272793',
  );
  expect(started.traceHeader).toContain('Root=1-5759e988');
});

test('what AWS refuses, in its words', async () => {
  const { arn } = await makeQueue();
  const fifo = await makeQueue({ FifoQueue: 'true' }, '.fifo');
  const short = await makeQueue({ VisibilityTimeout: '2' });
  const refused = async (source: string, more: Partial<CreateEventSourceMappingCommandInput>, message: string | RegExp) =>
    expect(map(source, more)).rejects.toThrow(message);
  const { UUID } = await map(arn);
  await refused(
    arn,
    {},
    `An event source mapping with SQS arn (" ${arn} ") and function (" f ") already exists. Please update or delete the existing mapping with UUID ${UUID}`,
  );
  await refused(short.arn, {}, 'Queue visibility timeout: 2 seconds is less than Function timeout: 3 seconds');
  await refused(
    `${arn}-none`,
    {},
    'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
  );
  await refused(arn, { FunctionName: 'none' }, 'Function does not exist');
  await refused(arn, { BatchSize: 11 }, 'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10');
  await refused(fifo.arn, { MaximumBatchingWindowInSeconds: 1 }, 'Batching window is not supported for FIFO queues');
  await refused(arn, { ScalingConfig: { MaximumConcurrency: 1 } }, /scalingConfig\.maximumConcurrency/);
  await refused(arn, { FilterCriteria: { Filters: [{ Pattern: '{"body":"x"}' }] } }, 'Invalid filter pattern definition.');
  await refused(arn, { DestinationConfig: {} }, 'Unsupported DestinationConfig parameter');
  await refused(arn, { ProvisionedPollerConfig: { MinimumPollers: 2 } }, /ProvisionedPollerConfig/);
  await refused('arn:aws:kinesis:us-east-1:111122223333:stream/s', { StartingPosition: 'LATEST' }, /kinesis/);
});

test('that the queue is gone is told', async () => {
  const { QueueUrl, arn } = await makeQueue();
  const { UUID } = await map(arn);
  await expect.poll(() => state(UUID)).toBe('Enabled');
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  const result = async () => (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).LastProcessingResult;
  await expect.poll(result).toBe('PROBLEM: The specified queue does not exist.');
});

test('a throttled function gets the batch once it may run again', async () => {
  const { QueueUrl, arn } = await makeQueue();
  await map(arn);
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'f', ReservedConcurrentExecutions: 0 }));
  const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
  await emulator.events.waitFor((hop) => hop.type === 'lambda.throttled');
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'f', ReservedConcurrentExecutions: 10 }));
  const done = await emulator.events.waitFor(
    (hop) => hop.type === 'esm.completed' && JSON.stringify(hop.detail?.messageIds).includes(MessageId ?? '?'),
  );
  expect(done.detail?.failed).toEqual([]);
});

test('CloudFormation makes, changes and deletes a mapping', async () => {
  const { arn } = await makeQueue();
  const context = resourceContext(emulator.stack, 'Mapping', account);
  const props = { EventSourceArn: arn, FunctionName: 'f', BatchSize: '5', FunctionResponseTypes: ['ReportBatchItemFailures'] };
  const resource = await eventSourceMapping.create(props, context);
  const shown = () => lambda.send(new GetEventSourceMappingCommand({ UUID: resource.id }));
  expect(await shown()).toMatchObject({ State: 'Enabled', BatchSize: 5, FunctionResponseTypes: ['ReportBatchItemFailures'] });
  await eventSourceMapping.update?.(resource, { EventSourceArn: arn, FunctionName: 'f', Enabled: 'false' }, props, context);
  expect(await shown()).toMatchObject({ State: 'Disabled', BatchSize: 10, FunctionResponseTypes: [] });
  const tagged = async () => (await lambda.send(new ListTagsCommand({ Resource: String(resource.attributes.EventSourceMappingArn) }))).Tags;
  await eventSourceMapping.update?.(resource, { ...props, Tags: [{ Key: 'team', Value: 'photos' }] }, props, context);
  expect(await tagged()).toEqual({ team: 'photos' });
  await eventSourceMapping.update?.(resource, props, props, context);
  expect(await tagged()).toEqual({});
  await eventSourceMapping.delete(resource, props, context);
  await eventSourceMapping.delete(resource, props, context);
  await expect(shown()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('tags of a mapping are kept, changed and taken away', async () => {
  const { arn } = await makeQueue();
  const { EventSourceMappingArn: Resource, UUID } = await map(arn, { Tags: { a: '1', b: '2' } });
  const tags = async () => (await lambda.send(new ListTagsCommand({ Resource }))).Tags;
  expect(await tags()).toEqual({ a: '1', b: '2' });
  await lambda.send(new TagResourceCommand({ Resource, Tags: { b: '3', c: '4' } }));
  await lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['a'] }));
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 3 }));
  expect(await tags()).toEqual({ b: '3', c: '4' });
  await expect(lambda.send(new ListTagsCommand({ Resource: `${Resource}0` }))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(map(arn, { Tags: { 'aws:x': '1' } })).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});

test('what a queue mapping does not have is refused, not passed over', async () => {
  const { arn } = await makeQueue();
  await expect(map(arn, { MetricsConfig: { Metrics: ['EventCount'] } })).rejects.toThrow('MetricsConfig');
  await expect(map(arn, { DocumentDBEventSourceConfig: { DatabaseName: 'd' } })).rejects.toThrow('DocumentDBEventSourceConfig');
});
