import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLambda } from './testing.ts';

let lambda: Awaited<ReturnType<typeof startLambda>>;
beforeAll(async () => {
  lambda = await startLambda();
});
afterAll(() => lambda.stop());

test('creates a function and runs it, cold and then warm', async () => {
  const created = await lambda.create(
    'hello',
    'let n = 0; export const handler = async (event, context) => ({ n: ++n, event, context, env: process.env });',
  );
  expect(created).toMatchObject({
    State: 'Pending',
    StateReasonCode: 'Creating',
    MemorySize: 128,
    Timeout: 3,
    Version: '$LATEST',
    CodeSize: expect.any(Number),
  });
  const first = await lambda.invoke('hello', { a: 1 });
  expect(first).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST', result: { n: 1, event: { a: 1 } } });
  expect(first.FunctionError).toBeUndefined();
  expect(first.result.context).toMatchObject({ functionName: 'hello', memoryLimitInMB: '128', awsRequestId: first.$metadata.requestId });
  expect(first.result.context.invokedFunctionArn).toBe('arn:aws:lambda:us-east-1:000000000000:function:hello');
  const { env } = first.result;
  expect(env).toMatchObject({
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: lambda.emulator.endpoint,
    AWS_ACCESS_KEY_ID: '000000000000',
    _HANDLER: 'index.handler',
  });
  expect(env.HOME).toBeUndefined();
  expect(Object.keys(env).filter((key) => /^(npm_|VITEST)/.test(key))).toEqual([]);
  expect((await lambda.invoke('hello')).result.n).toBe(2);
});

test('its events say how it went', async () => {
  await lambda.create('told', 'export const handler = async () => 1;');
  await lambda.invoke('told');
  const told = lambda.emulator.events.since(0).filter((hop) => hop.resource?.endsWith(':told'));
  expect(told.map((hop) => hop.type)).toEqual(['lambda.accepted', 'lambda.started', 'lambda.finished']);
  expect(told[2]?.detail).toMatchObject({ status: 'ok', cold: true, initMs: expect.any(Number), durationMs: expect.any(Number) });
  await lambda.create('broken', 'export const handler = async () => { throw new RangeError("too far") }');
  await lambda.invoke('broken');
  const failed = await lambda.emulator.events.waitFor(
    (hop) => hop.type === 'lambda.finished' && hop.resource?.endsWith(':broken') === true,
  );
  expect(failed.detail).toMatchObject({ status: 'error', error: 'RangeError: too far' });
});

describe('handlers', () => {
  const cases: [string, string | Record<string, string>, unknown][] = [
    ['CommonJS', { 'index.js': 'exports.handler = async () => "cjs"' }, 'cjs'],
    [
      'callback',
      { 'index.js': 'exports.handler = (event, context, callback) => { setTimeout(() => callback(null, "called"), 5) }' },
      'called',
    ],
    [
      'callback without waiting',
      {
        'index.js':
          'exports.handler = (e, c, callback) => { c.callbackWaitsForEmptyEventLoop = false; setInterval(() => {}, 1000); callback(null, 7) }',
      },
      7,
    ],
    ['nothing returned', 'export const handler = async () => {}', null],
    ['synchronous, not counted before Node 24', 'export const handler = () => 5', null],
    [
      'ES module by package.json',
      { 'index.js': 'export const handler = async () => import.meta.url.length > 0', 'package.json': '{"type":"module"}' },
      true,
    ],
    [
      'the SDK of the runtime',
      "import { SQSClient } from '@aws-sdk/client-sqs'; export const handler = async () => typeof SQSClient;",
      'function',
    ],
    [
      'the SDK of the runtime, required',
      { 'index.js': "const { SQSClient } = require('@aws-sdk/client-sqs'); exports.handler = async () => typeof SQSClient;" },
      'function',
    ],
  ];
  test.each(cases)('%s', async (name, code, expected) => {
    const id = name.replace(/\W/g, '');
    await lambda.create(id, code, { MemorySize: 256 });
    const { result, FunctionError } = await lambda.invoke(id);
    expect(FunctionError).toBeUndefined();
    expect(result).toEqual(expected);
  });

  test('in a folder, under a nested export', async () => {
    await lambda.create('nested', { 'src/app.js': 'exports.api = { get: async () => "deep" }' }, { Handler: 'src/app.api.get' });
    expect((await lambda.invoke('nested')).result).toBe('deep');
  });
});

describe('errors', () => {
  const cases: [string, string, object][] = [
    [
      'thrown',
      'export const handler = async () => { throw new RangeError("too far") }',
      { errorType: 'RangeError', errorMessage: 'too far', trace: expect.any(Array) },
    ],
    [
      'exit',
      'export const handler = async () => process.exit(3)',
      { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 3') },
    ],
    [
      'rejection',
      'export const handler = () => new Promise(() => { Promise.reject(new Error("lost")) })',
      { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: lost' },
    ],
    [
      'missing',
      'export const other = 1',
      { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported' },
    ],
    ['syntax', 'export const handler = (', { errorType: 'Runtime.UserCodeSyntaxError' }],
    ['import', 'import "nothing-there"; export const handler = async () => 1', { errorType: 'Runtime.ImportModuleError' }],
    ['init', 'throw new Error("not today")', { errorType: 'Error', errorMessage: 'not today' }],
    ['large', 'export const handler = async () => "x".repeat(6291556)', { errorType: 'Function.ResponseSizeTooLarge' }],
    ['circular', 'export const handler = async () => { const a = {}; a.a = a; return a }', { errorType: 'Runtime.MarshalError' }],
    [
      'timeout',
      'export const handler = () => new Promise((r) => setTimeout(r, 60000))',
      { errorType: 'Sandbox.Timedout', errorMessage: expect.stringContaining('Task timed out after 1.00 seconds') },
    ],
  ];
  test.each(cases)('%s', async (name, code, expected) => {
    await lambda.create(`fails-${name}`, code, { Timeout: name === 'timeout' ? 1 : 60, MemorySize: 256 });
    const answer = await lambda.invoke(`fails-${name}`);
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(answer.result).toMatchObject(expected);
    // The next one finds an environment that works, and fails by itself in the same way.
    expect((await lambda.invoke(`fails-${name}`)).result).toMatchObject(expected);
  });

  test('out of memory ends the process, and the invocation with it', async () => {
    await lambda.create('hungry', 'export const handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill({})) }', {
      Timeout: 100,
    });
    expect((await lambda.invoke('hungry')).result).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('signal: aborted'),
    });
  });
});

test('the report tells what was used, were it more than there is on AWS', async () => {
  await lambda.create('greedy', 'export const handler = async () => Buffer.alloc(160 * 1024 ** 2, 1).length');
  const { log, result } = await lambda.invoke('greedy', {}, { LogType: 'Tail' });
  expect(result).toBe(160 * 1024 ** 2);
  expect(log).toContain('Memory Size: 128 MB');
  expect(Number(/Max Memory Used: (\d+) MB/.exec(log)?.[1])).toBeGreaterThan(160);
});

test('the log has the lines of AWS', async () => {
  await lambda.create(
    'talks',
    'export const handler = async () => { console.log("one\\ntwo", { a: 1 }); console.error("bad"); process.stdout.write("raw\\n"); }',
  );
  const { log, $metadata } = await lambda.invoke('talks', {}, { LogType: 'Tail' });
  const id = $metadata.requestId;
  expect(log).toContain(`START RequestId: ${id} Version: $LATEST\n`);
  expect(log).toMatch(new RegExp(`^\\d{4}-[\\d:.TZ-]+\\t${id}\\tINFO\\tone\\ntwo \\{ a: 1 \\}$`, 'm'));
  expect(log).toContain(`\t${id}\tERROR\tbad\n`);
  expect(log).toContain('raw\n');
  expect(log).toMatch(
    new RegExp(
      `END RequestId: ${id}\\nREPORT RequestId: ${id}\\tDuration: [\\d.]+ ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: \\d+ MB\\tInit Duration: [\\d.]+ ms`,
    ),
  );
});

test('client context, trace header and deadline reach the function', async () => {
  await lambda.create(
    'context',
    'export const handler = async (e, c) => ({ client: c.clientContext, left: c.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID })',
  );
  const { result } = await lambda.invoke('context', {}, { ClientContext: Buffer.from('{"custom":{"a":"b"}}').toString('base64') });
  expect(result.client).toEqual({ custom: { a: 'b' } });
  expect(result.left).toBeGreaterThan(1000);
  expect(result.trace).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}/);
});

test('DryRun runs nothing; bad payloads and unknown functions are refused as on AWS', async () => {
  await lambda.create('dry', 'export const handler = async () => 1');
  expect((await lambda.invoke('dry', {}, { InvocationType: 'DryRun' })).StatusCode).toBe(204);
  await expect(lambda.invoke('dry', {}, { Payload: Buffer.from('nope') })).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
    Type: 'User',
  });
  await expect(lambda.invoke('dry', 'x'.repeat(6_291_456))).rejects.toMatchObject({ name: 'RequestTooLargeException' });
  await expect(lambda.invoke('dry', 'x'.repeat(1_048_576), { InvocationType: 'Event' })).rejects.toMatchObject({
    name: 'RequestTooLargeException',
  });
  await expect(lambda.invoke('nobody')).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody',
    $metadata: { httpStatusCode: 404 },
  });
});

test('python and provided runtimes', async () => {
  await lambda.create(
    'snake',
    { 'app.py': 'def handler(event, context):\n    print("hi")\n    return {"got": event, "id": context.aws_request_id}\n' },
    { Runtime: 'python3.12', Handler: 'app.handler' },
  );
  const answer = await lambda.invoke('snake', { a: 1 }, { LogType: 'Tail' });
  expect(answer.result).toEqual({ got: { a: 1 }, id: answer.$metadata.requestId });
  expect(answer.log).toContain('hi\n');
  const bootstrap = `#!/bin/sh
while true; do
  node -e '
    const base = "http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/runtime/invocation/";
    (async () => { const next = await fetch(base + "next"); const event = await next.json();
    await fetch(base + next.headers.get("lambda-runtime-aws-request-id") + "/response", { method: "POST", body: JSON.stringify({ own: event }) }); })();'
done`;
  await lambda.create('own', { 'bootstrap*': bootstrap }, { Runtime: 'provided.al2023', Handler: 'any', Timeout: 20 });
  expect((await lambda.invoke('own', 5)).result).toEqual({ own: 5 });
});

test('many at once run side by side, each in an environment of its own', async () => {
  const met = await mkdtemp(join(lambda.emulator.stack.options.workDir, 'met-'));
  // none answers before another environment has begun
  await lambda.create(
    'slow',
    `import { readdirSync, writeFileSync } from 'node:fs';
    import { setTimeout } from 'node:timers/promises';
    let busy = 0;
    export const handler = async () => {
      busy++;
      writeFileSync(process.env.MET + '/' + process.pid, '');
      while (readdirSync(process.env.MET).length < 2) await setTimeout(10);
      const seen = busy--;
      return { pid: process.pid, seen };
    };`,
    { Timeout: 60, Environment: { Variables: { MET: met } } },
  );
  const answers = await Promise.all(Array.from({ length: 6 }, () => lambda.invoke('slow')));
  expect(answers.every(({ result }) => result.seen === 1)).toBe(true);
  expect(new Set(answers.map(({ result }) => result.pid)).size).toBeGreaterThan(1);
});
