import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AddPermissionCommand,
  CreateAliasCommand,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetAccountSettingsCommand,
  GetAliasCommand,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLambda } from './testing.ts';
import { zip } from './zip.ts';

let lambda: Awaited<ReturnType<typeof startLambda>>;
beforeAll(async () => {
  lambda = await startLambda();
});
afterAll(() => lambda.stop());

const version = (text: string) => `export const handler = async () => '${text}'`;
const zipped = (text: string) => zip({ 'index.mjs': version(text) });

test('an Active function shows what AWS shows, and nothing empty', async () => {
  await lambda.create('shown', version('a'), { Tags: { team: 'photos' } });
  const { Configuration, Code, Tags, Concurrency } = await lambda.client.send(new GetFunctionCommand({ FunctionName: 'shown' }));
  expect(Configuration).toMatchObject({
    State: 'Active',
    LastUpdateStatus: 'Successful',
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/shown' },
    EphemeralStorage: { Size: 512 },
    TracingConfig: { Mode: 'PassThrough' },
    RuntimeVersionConfig: { RuntimeVersionArn: expect.stringContaining('arn:aws:lambda:us-east-1::runtime:') },
    Architectures: ['x86_64'],
    PackageType: 'Zip',
  });
  for (const absent of ['StateReason', 'StateReasonCode', 'Layers', 'VpcConfig', 'KMSKeyArn', 'Environment', 'DeadLetterConfig'])
    expect(Configuration).not.toHaveProperty(absent);
  expect(Tags).toEqual({ team: 'photos' });
  expect(Concurrency).toBeUndefined();
  expect(Buffer.from(await (await fetch(Code?.Location as string)).arrayBuffer())).toEqual(zipped('a'));
});

test('names, partial and full ARNs and qualifiers all lead to it', async () => {
  await lambda.create('named', version('a'));
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:named';
  for (const name of ['named', '000000000000:function:named', 'function:named', arn, `${arn}:$LATEST`])
    expect((await lambda.invoke(name)).result).toBe('a');
  await expect(lambda.invoke(`${arn}:$LATEST`, {}, { Qualifier: '1' })).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  await expect(lambda.invoke(arn.replace('us-east-1', 'eu-west-1'))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(lambda.invoke('no/name')).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(lambda.create('named', version('b'))).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: 'Function already exist: named',
  });
});

test('what AWS refuses is refused, and what is not there is named', async () => {
  const refused = (more: object) =>
    lambda.create('never', version('a'), more).then(
      () => 'accepted',
      (error) => `${error.name}: ${error.message}`,
    );
  expect(await refused({ Role: 'nobody' })).toMatch(/^ValidationException: 1 validation error detected: Value 'nobody' at 'role'/);
  expect(await refused({ Timeout: 901 })).toMatch(/^ValidationException/);
  expect(await refused({ Environment: { Variables: { AWS_REGION: 'x' } } })).toContain('Reserved keys used in this request: AWS_REGION');
  expect(await refused({ Environment: { Variables: { BIG: 'x'.repeat(4096) } } })).toContain('exceeded the 4KB limit');
  expect(await refused({ Code: { ZipFile: Buffer.from('nope') } })).toContain('Could not unzip uploaded file');
  expect(await refused({ Code: { ZipFile: zip({ '../../out.js': '1' }) } })).toContain('Could not unzip uploaded file');
  expect(await refused({ Runtime: 'java21' })).toBe('NotImplemented: The embedded stack does not support lambda runtime java21');
  expect(await refused({ Runtime: 'nodejs99.x' })).toMatch(/^InvalidParameterValueException/);
  expect(await refused({ Layers: ['arn:aws:lambda:us-east-1:000000000000:layer:a:1'] })).toContain('does not support lambda layers');
});

test('an update of code or configuration replaces warm environments', async () => {
  await lambda.create('updated', version('a'));
  expect((await lambda.invoke('updated')).result).toBe('a');
  const answer = await lambda.client.send(new UpdateFunctionCodeCommand({ FunctionName: 'updated', ZipFile: zipped('b') }));
  expect(answer.LastUpdateStatus).toBe('InProgress');
  expect((await lambda.invoke('updated')).result).toBe('b');
  await lambda.client.send(
    new UpdateFunctionCodeCommand({
      FunctionName: 'updated',
      ZipFile: zip({ 'index.mjs': 'export const handler = async () => process.env.WORD' }),
    }),
  );
  await lambda.client.send(
    new UpdateFunctionConfigurationCommand({ FunctionName: 'updated', Environment: { Variables: { WORD: 'c' } }, MemorySize: 256 }),
  );
  expect((await lambda.invoke('updated')).result).toBe('c');
  expect(await lambda.client.send(new GetFunctionConfigurationCommand({ FunctionName: 'updated' }))).toMatchObject({
    MemorySize: 256,
    Timeout: 3,
    Environment: { Variables: { WORD: 'c' } },
  });
});

test('versions stay as they were published; aliases move', async () => {
  await lambda.create('v', version('one'));
  const send = lambda.client.send.bind(lambda.client) as typeof lambda.client.send;
  expect((await send(new PublishVersionCommand({ FunctionName: 'v' }))).Version).toBe('1');
  expect((await send(new PublishVersionCommand({ FunctionName: 'v' }))).Version).toBe('1');
  await expect(send(new PublishVersionCommand({ FunctionName: 'v', CodeSha256: 'other' }))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
  expect((await send(new UpdateFunctionCodeCommand({ FunctionName: 'v', ZipFile: zipped('two'), Publish: true }))).Version).toBe('2');
  expect((await lambda.invoke('v:1')).result).toBe('one');
  expect(await lambda.invoke('v', {}, { Qualifier: '2' })).toMatchObject({ result: 'two', ExecutedVersion: '2' });
  await send(new CreateAliasCommand({ FunctionName: 'v', Name: 'live', FunctionVersion: '1' }));
  expect(await lambda.invoke('v:live')).toMatchObject({ result: 'one', ExecutedVersion: '1' });
  await send(
    new UpdateAliasCommand({
      FunctionName: 'v',
      Name: 'live',
      FunctionVersion: '2',
      RoutingConfig: { AdditionalVersionWeights: { 1: 0.5 } },
    }),
  );
  const results = new Set<string>();
  for (let i = 0; i < 30; i++) results.add((await lambda.invoke('v:live')).result);
  expect([...results].sort()).toEqual(['one', 'two']);
  await expect(send(new DeleteFunctionCommand({ FunctionName: 'v', Qualifier: '1' }))).rejects.toMatchObject({
    name: 'ResourceConflictException',
  });
  expect((await send(new ListAliasesCommand({ FunctionName: 'v' }))).Aliases).toHaveLength(1);
  await send(new DeleteAliasCommand({ FunctionName: 'v', Name: 'live' }));
  await expect(send(new GetAliasCommand({ FunctionName: 'v', Name: 'live' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: expect.stringContaining('Cannot find alias arn'),
  });
  await send(new DeleteFunctionCommand({ FunctionName: 'v', Qualifier: '1' }));
  expect((await send(new ListVersionsByFunctionCommand({ FunctionName: 'v' }))).Versions?.map((v) => v.Version)).toEqual(['$LATEST', '2']);
});

test('policies belong to the function or a qualifier of it', async () => {
  await lambda.create('guarded', version('a'));
  const grant = {
    FunctionName: 'guarded',
    StatementId: 'sns',
    Action: 'lambda:InvokeFunction',
    Principal: 'sns.amazonaws.com',
    SourceArn: 'arn:aws:sns:us-east-1:000000000000:t',
  };
  const { Statement } = await lambda.client.send(new AddPermissionCommand(grant));
  expect(JSON.parse(Statement as string)).toEqual({
    Sid: 'sns',
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: 'arn:aws:lambda:us-east-1:000000000000:function:guarded',
    Condition: { ArnLike: { 'AWS:SourceArn': grant.SourceArn } },
  });
  await expect(lambda.client.send(new AddPermissionCommand(grant))).rejects.toMatchObject({ name: 'ResourceConflictException' });
  await expect(lambda.client.send(new AddPermissionCommand({ ...grant, Qualifier: '$LATEST' }))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
  expect(JSON.parse((await lambda.client.send(new GetPolicyCommand({ FunctionName: 'guarded' }))).Policy as string).Statement).toHaveLength(
    1,
  );
  await lambda.client.send(new RemovePermissionCommand({ FunctionName: 'guarded', StatementId: 'sns' }));
  await expect(lambda.client.send(new GetPolicyCommand({ FunctionName: 'guarded' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('reserved concurrency throttles, and must leave 100 to the others', async () => {
  const gate = join(lambda.emulator.stack.options.workDir, 'gate');
  await lambda.create(
    'held',
    `import { existsSync } from 'node:fs';
    import { setTimeout } from 'node:timers/promises';
    export const handler = async () => { while (!existsSync(process.env.GATE)) await setTimeout(10); return 'done'; };`,
    { Timeout: 60, Environment: { Variables: { GATE: gate } } },
  );
  const put = (n: number) =>
    lambda.client.send(new PutFunctionConcurrencyCommand({ FunctionName: 'held', ReservedConcurrentExecutions: n }));
  await put(1);
  const first = lambda.invoke('held');
  await lambda.emulator.events.waitFor((hop) => hop.type === 'lambda.started' && hop.resource?.endsWith(':held') === true);
  await expect(lambda.invoke('held')).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    message: 'Rate Exceeded.',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    $metadata: { httpStatusCode: 429 },
  });
  await writeFile(gate, '');
  expect((await first).result).toBe('done');
  await expect(put(901)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  expect((await lambda.client.send(new GetAccountSettingsCommand({}))).AccountLimit?.UnreservedConcurrentExecutions).toBe(999);
  await lambda.client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: 'held' }));
});

test('tags, lists and deletion', async () => {
  const { FunctionArn } = await lambda.create('tagged', version('a'));
  const Resource = FunctionArn as string;
  await lambda.client.send(new TagResourceCommand({ Resource, Tags: { a: '1', b: '2' } }));
  await lambda.client.send(new UntagResourceCommand({ Resource, TagKeys: ['a'] }));
  expect((await lambda.client.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ b: '2' });
  await expect(lambda.client.send(new ListTagsCommand({ Resource: `${Resource}:$LATEST` }))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
  const page = await lambda.client.send(new ListFunctionsCommand({ MaxItems: 2 }));
  expect(page.Functions).toHaveLength(2);
  expect((await lambda.client.send(new ListFunctionsCommand({ Marker: page.NextMarker as string }))).Functions?.length).toBeGreaterThan(2);
  await lambda.client.send(new DeleteFunctionCommand({ FunctionName: 'tagged' }));
  await expect(lambda.client.send(new GetFunctionCommand({ FunctionName: 'tagged' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a function has no code signing, and one that is not there has no answer', async () => {
  await lambda.create('unsigned', version('a'));
  const { $metadata, ...answer } = await lambda.client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName: 'unsigned' }));
  expect($metadata.httpStatusCode).toBe(200);
  expect(answer).toEqual({});
  await expect(lambda.client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName: 'absent' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
