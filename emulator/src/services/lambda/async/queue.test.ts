import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import {
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, GetQueueAttributesCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Hop } from '../../../emulator.ts';
import { startLambda } from '../testing.ts';

let lambda: Awaited<ReturnType<typeof startLambda>>;
let sqs: SQSClient;
beforeAll(async () => {
  lambda = await startLambda({ frozen: true });
  sqs = new SQSClient(lambda.settings);
});
afterAll(async () => {
  sqs.destroy();
  await lambda.stop();
});

const FAILS = 'export const handler = async () => { throw new Error("no") }';

async function queue(QueueName: string) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: QueueUrl as string, AttributeNames: ['QueueArn'] }));
  const receive = async (): Promise<Message[]> =>
    (
      await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: QueueUrl as string, MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] }),
      )
    ).Messages ?? [];
  return { arn: Attributes?.QueueArn as string, receive };
}

const seen = (name: string, type: string, nth = 1) =>
  lambda.emulator.events.waitFor(
    (hop: Hop) =>
      hop.type === type &&
      hop.resource?.includes(`:${name}`) === true &&
      lambda.emulator.events.since(0).filter((other) => other.type === type && other.resource === hop.resource && other.seq <= hop.seq)
        .length === nth,
  );

test('an event that succeeds: 202 with nothing in it, and OnSuccess gets the record', async () => {
  const { arn, receive } = await queue('successes');
  await lambda.create('works', 'export const handler = async (event) => ({ got: event })');
  await lambda.client.send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName: 'works', DestinationConfig: { OnSuccess: { Destination: arn } } }),
  );
  const answer = await lambda.invoke('works', { a: 1 }, { InvocationType: 'Event' });
  expect(answer).toMatchObject({ StatusCode: 202, result: undefined });
  expect(answer.ExecutedVersion).toBeUndefined();
  await seen('successes', 'sqs.sent');
  const [message] = await receive();
  const requestId = answer.$metadata.requestId;
  expect(JSON.parse(message?.Body as string)).toEqual({
    version: '1.0',
    timestamp: expect.any(String),
    requestContext: {
      requestId,
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:works:$LATEST',
      condition: 'Success',
      approximateInvokeCount: 1,
    },
    requestPayload: { a: 1 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST' },
    responsePayload: { got: { a: 1 } },
  });
  expect(message?.Attributes?.AWSTraceHeader).toMatch(/^Root=1-/);
});

test('an event that fails is tried again after 1 and 2 minutes under the same request id, then goes to OnFailure and the DLQ', async () => {
  const failures = await queue('failures');
  const dead = await queue('dead');
  await lambda.create('breaks', FAILS, { DeadLetterConfig: { TargetArn: dead.arn } });
  await lambda.client.send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName: 'breaks', DestinationConfig: { OnFailure: { Destination: failures.arn } } }),
  );
  const { $metadata } = await lambda.invoke('breaks', { n: 7 }, { InvocationType: 'Event' });
  await seen('breaks', 'lambda.retried', 1);
  await lambda.emulator.clock.advance(59_000);
  expect(lambda.emulator.events.since(0).filter((hop) => hop.type === 'lambda.started' && hop.resource?.endsWith(':breaks'))).toHaveLength(
    1,
  );
  await lambda.emulator.clock.advance(1_000);
  await seen('breaks', 'lambda.retried', 2);
  await lambda.emulator.clock.advance(120_000);
  const last = await seen('breaks', 'lambda.dead-lettered');
  expect(last.detail).toMatchObject({ reason: 'RetriesExhausted', attempts: 3 });
  const ids = lambda.emulator.events
    .since(0)
    .filter((hop) => hop.type === 'lambda.started' && hop.resource?.endsWith(':breaks'))
    .map((hop) => hop.messageId);
  expect(ids).toEqual([$metadata.requestId, $metadata.requestId, $metadata.requestId]);
  expect(JSON.parse((await failures.receive())[0]?.Body as string)).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    responseContext: { functionError: 'Unhandled', statusCode: 200 },
    responsePayload: { errorType: 'Error', errorMessage: 'no' },
  });
  const [letter] = await dead.receive();
  expect(letter?.Body).toBe('{"n":7}');
  expect(letter?.MessageAttributes).toMatchObject({
    RequestID: { StringValue: $metadata.requestId },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: { StringValue: 'no' },
  });
});

test('an event bus gets the record as an event of Lambda, whether it went well or not', async () => {
  const { arn, receive } = await queue('results');
  const bus = 'arn:aws:events:us-east-1:000000000000:event-bus/default';
  const events = new EventBridge(lambda.settings);
  await events.putRule({ Name: 'results', EventPattern: '{"source":["lambda"]}' });
  await events.putTargets({ Rule: 'results', Targets: [{ Id: 'q', Arn: arn }] });
  events.destroy();
  await lambda.create('tells', 'export const handler = async ({ ok }) => { if (!ok) throw new Error("no"); return "fine"; }');
  await lambda.client.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: 'tells',
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnSuccess: { Destination: bus }, OnFailure: { Destination: bus } },
    }),
  );
  await lambda.invoke('tells', { ok: true }, { InvocationType: 'Event' });
  await seen('results', 'sqs.sent');
  await lambda.invoke('tells', { ok: false }, { InvocationType: 'Event' });
  await seen('results', 'sqs.sent', 2);
  const told = [...(await receive()), ...(await receive())].map(({ Body }) => JSON.parse(Body as string));
  const resources = [bus, 'arn:aws:lambda:us-east-1:000000000000:function:tells:$LATEST'];
  expect(told.sort((a, b) => (a['detail-type'] < b['detail-type'] ? 1 : -1))).toMatchObject([
    {
      'detail-type': 'Lambda Function Invocation Result - Success',
      source: 'lambda',
      resources,
      detail: { requestContext: { condition: 'Success' }, responsePayload: 'fine' },
    },
    {
      'detail-type': 'Lambda Function Invocation Result - Failure',
      source: 'lambda',
      resources,
      detail: { requestContext: { condition: 'RetriesExhausted' }, responsePayload: { errorMessage: 'no' } },
    },
  ]);
});

test('MaximumRetryAttempts 0: dropped after the first failure, and said so', async () => {
  await lambda.create('once', FAILS);
  await lambda.client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: 'once', MaximumRetryAttempts: 0 }));
  await lambda.invoke('once', {}, { InvocationType: 'Event' });
  expect((await seen('once', 'lambda.dropped')).detail).toMatchObject({ reason: 'RetriesExhausted', attempts: 1 });
});

test('an event that would grow too old is given up', async () => {
  await lambda.create('old', FAILS);
  await lambda.client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: 'old', MaximumEventAgeInSeconds: 100 }));
  await lambda.invoke('old', {}, { InvocationType: 'Event' });
  await seen('old', 'lambda.retried');
  await lambda.emulator.clock.advance(60_000);
  expect((await seen('old', 'lambda.dropped')).detail).toMatchObject({ reason: 'EventAgeExceeded', attempts: 2 });
});

test('no reserved concurrency at all: accepted, and straight to OnFailure', async () => {
  const { arn, receive } = await queue('closed-failures');
  await lambda.create('closed', FAILS);
  await lambda.client.send(
    new PutFunctionEventInvokeConfigCommand({ FunctionName: 'closed', DestinationConfig: { OnFailure: { Destination: arn } } }),
  );
  await lambda.client.send(new PutFunctionConcurrencyCommand({ FunctionName: 'closed', ReservedConcurrentExecutions: 0 }));
  expect((await lambda.invoke('closed', {}, { InvocationType: 'Event' })).StatusCode).toBe(202);
  await seen('closed', 'lambda.dead-lettered');
  expect(JSON.parse((await receive())[0]?.Body as string).requestContext).toMatchObject({ approximateInvokeCount: 0 });
  await expect(lambda.invoke('closed')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
});

test('throttled events wait in the queue, longer each time, and lose nothing', async () => {
  const gate = join(lambda.emulator.stack.options.workDir, 'gate');
  await lambda.create(
    'narrow',
    `import { existsSync } from 'node:fs';
    import { setTimeout } from 'node:timers/promises';
    export const handler = async () => { while (!existsSync(process.env.GATE)) await setTimeout(10); };`,
    { Timeout: 60, Environment: { Variables: { GATE: gate } } },
  );
  await lambda.client.send(new PutFunctionConcurrencyCommand({ FunctionName: 'narrow', ReservedConcurrentExecutions: 1 }));
  for (let i = 0; i < 3; i++) await lambda.invoke('narrow', i, { InvocationType: 'Event' });
  await seen('narrow', 'lambda.throttled', 2);
  await writeFile(gate, '');
  await seen('narrow', 'lambda.finished', 1);
  const finished = () =>
    lambda.emulator.events.since(0).filter((hop) => hop.type === 'lambda.finished' && hop.resource?.endsWith(':narrow')).length;
  while (finished() < 3) {
    await lambda.emulator.clock.advance(10_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await expect.poll(() => lambda.emulator.stack.journal.table('lambda.async').size).toBe(0);
  expect(finished()).toBe(3);
});

test('a configuration must say something, and a function is not its own destination', async () => {
  await lambda.create('strict', FAILS);
  const put = (more: object) => lambda.client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: 'strict', ...more }));
  await expect(put({})).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'You must specify at least one of error handling or destination setting.',
  });
  await expect(
    put({ DestinationConfig: { OnFailure: { Destination: 'arn:aws:lambda:us-east-1:000000000000:function:strict' } } }),
  ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  await expect(put({ MaximumRetryAttempts: 3 })).rejects.toMatchObject({ name: 'ValidationException' });
  const update = new UpdateFunctionConfigurationCommand({ FunctionName: 'strict', DeadLetterConfig: { TargetArn: 'arn:aws:s3:::bucket' } });
  await expect(lambda.client.send(update)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});
