import { createServer } from 'node:net';
import { CreateEventSourceMappingCommand, DeleteFunctionCommand } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, expect, test } from 'vitest';
import { startLambda } from '../../services/lambda/testing.ts';
import { attach, type Client } from './testing.ts';

type Lambda = Awaited<ReturnType<typeof startLambda>>;
let lambda: Lambda;
let client: Client | undefined;
afterEach(async () => {
  client?.close();
  client = undefined;
  await lambda.stop();
});

const list = async () => (await fetch(`${lambda.emulator.endpoint}/_emulator/debuggers`)).json();
const told = (state: string, name: string) =>
  lambda.emulator.events.waitFor(
    ({ type, detail }) => type === 'lambda.debugger' && detail?.state === state && detail?.functionName === name,
  );

/** A port that nobody has: below those that the system gives to others, who might have it by the time that it is used. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const free = await new Promise<boolean>((resolve) =>
      server
        .once('error', () => resolve(false))
        .once('listening', () => resolve(true))
        .listen(port, '127.0.0.1'),
    );
    if (!free) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** Line 3 of this is where the tests stop. */
const CODE = `export const handler = async (event) => {
  const what = 'looked at';
  const answer = { what, at: 'leisure', event };
  return answer;
};`;

/** Attaches, and stops at that line of the function. */
async function stopAt(name: string, lineNumber: number) {
  const { detail } = await told('listening', name);
  client = await attach(detail?.url as string);
  await client.send('Debugger.enable');
  await client.send('Debugger.setBreakpointByUrl', { urlRegex: 'index\\.mjs$', lineNumber });
  return client;
}

test('a breakpoint holds an invocation for longer than its timeout; then it gives its answer', async () => {
  lambda = await startLambda({ debug: true });
  await lambda.create('slow', CODE, { Timeout: 1 });
  const debug = await stopAt('slow', 2);
  expect(await list()).toMatchObject([{ functionName: 'slow', attached: true, port: expect.any(Number) }]);
  const invoked = lambda.invoke('slow', { n: 1 }, { LogType: 'Tail' });
  const { callFrames } = await debug.event('Debugger.paused');
  const { result } = await debug.send('Debugger.evaluateOnCallFrame', { callFrameId: callFrames[0].callFrameId, expression: 'what' });
  expect(result.value).toBe('looked at');
  // the limit of a second goes by, of real time
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await debug.send('Debugger.resume');
  const answer = await invoked;
  expect(answer.result).toEqual({ what: 'looked at', at: 'leisure', event: { n: 1 } });
  expect(answer.log).not.toContain('ebugger');
});

test('without a debugger attached the timeout runs as ever, and again once it has left', async () => {
  lambda = await startLambda({ debug: true });
  // lines of its own: a breakpoint on a line stands at the first place there, which must not be the module's that has run already
  const hangs = 'export const handler = () => {\n  return new Promise((resolve) => setTimeout(resolve, 60_000));\n};';
  await lambda.create('hangs', hangs, { Timeout: 1 });
  expect((await lambda.invoke('hangs')).result.errorType).toBe('Sandbox.Timedout');
  // what attaches earlier meets the environment that is on its way out
  await lambda.emulator.events.waitFor(({ type, detail }) => type === 'lambda.environment' && detail?.state === 'ended');
  const debug = await stopAt('hangs', 1);
  const invoked = lambda.invoke('hangs');
  await debug.event('Debugger.paused');
  client?.close();
  await told('detached', 'hangs');
  expect((await invoked).result.errorType).toBe('Sandbox.Timedout');
});

test('a message of a queue is not delivered again while its handler stands at a breakpoint', async () => {
  lambda = await startLambda({ debug: 'reader', timeScale: 1 });
  const sqs = new SQSClient(lambda.settings);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q', Attributes: { VisibilityTimeout: '30' } }));
  await lambda.create('reader', CODE, { Timeout: 1 });
  await lambda.client.send(
    new CreateEventSourceMappingCommand({ FunctionName: 'reader', EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:q' }),
  );
  const debug = await stopAt('reader', 2);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'once' }));
  await debug.event('Debugger.paused');
  for (let i = 0; i < 20; i++) await lambda.emulator.clock.advance(10_000);
  await debug.send('Debugger.resume');
  await lambda.emulator.events.waitFor((hop) => hop.type === 'esm.completed');
  const received = lambda.emulator.events.since(0).filter((hop) => hop.type === 'sqs.received');
  expect(received).toHaveLength(1);
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  expect([Attributes?.ApproximateNumberOfMessages, Attributes?.ApproximateNumberOfMessagesNotVisible]).toEqual(['0', '0']);
});

test('one environment at a time: callers of a debugged function wait for each other', async () => {
  lambda = await startLambda({ debug: 'one,other' });
  await lambda.create('one', 'export const handler = async () => { await new Promise((r) => setTimeout(r, 50)); return process.pid }');
  const pids = await Promise.all(Array.from({ length: 4 }, async () => (await lambda.invoke('one')).result));
  expect(new Set(pids).size).toBe(1);
});

test('the port is the function’s: it stays while code changes and environments crash, and goes with the function', async () => {
  lambda = await startLambda({ debug: 'moody' });
  await lambda.create('moody', 'export const handler = async (event) => event.die ? process.exit(1) : process.pid');
  await lambda.create('other', CODE);
  const { detail } = await told('listening', 'moody');
  await lambda.invoke('moody', { die: true });
  const since = lambda.emulator.events.since(0).at(-1)?.seq ?? 0;
  client = await attach(detail?.url as string);
  // the inspector listens before its Node is up: until then `process` is there, without a pid
  await lambda.emulator.events.waitFor(({ type, detail }) => type === 'lambda.environment' && detail?.state === 'ready', { since });
  const { result } = await client.send('Runtime.evaluate', { expression: 'process.pid' });
  expect((await lambda.invoke('moody')).result).toBe(result.value);
  expect(await list()).toMatchObject([{ functionName: 'moody', port: detail?.port }]);
  await lambda.client.send(new DeleteFunctionCommand({ FunctionName: 'moody' }));
  expect(await list()).toEqual([]);
  await expect(attach(detail?.url as string)).rejects.toThrow();
});

test('a port may be given, by rule or by the function; one that is taken is said, and the function still runs', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as { port: number };
  const free = await freePort();
  lambda = await startLambda({ debug: `ruled=${free}` });
  await lambda.create('ruled', CODE);
  await lambda.create('unlucky', CODE, { Environment: { Variables: { PUSHPULL_DEBUG_PORT: String(port) } } });
  expect((await told('listening', 'ruled')).detail?.port).toBe(free);
  expect((await told('failed', 'unlucky')).detail?.error).toContain('EADDRINUSE');
  expect(await list()).toEqual([
    expect.objectContaining({ functionName: 'ruled', port: free }),
    expect.objectContaining({ functionName: 'unlucky', error: expect.stringContaining('EADDRINUSE') }),
  ]);
  expect((await lambda.invoke('unlucky')).result.what).toBe('looked at');
  await expect(lambda.create('wrong', CODE, { Environment: { Variables: { PUSHPULL_DEBUG_PORT: 'ninety' } } })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
  taken.close();
});

test('it answers what a debugger asks first, but not a page whose name leads here', async () => {
  lambda = await startLambda({ debug: true });
  await lambda.create('listed', CODE);
  const { detail } = await told('listening', 'listed');
  const base = `http://127.0.0.1:${detail?.port}`;
  expect(await (await fetch(`${base}/json/list`)).json()).toMatchObject([{ type: 'node', webSocketDebuggerUrl: detail?.url }]);
  expect(await (await fetch(`${base}/json/version`)).json()).toMatchObject({ Browser: expect.stringMatching(/^node/) });
  expect(await statusFor(detail?.port as number, 'evil.example')).toBe(400);
});

function statusFor(port: number, host: string) {
  return import('node:http').then(
    ({ request }) =>
      new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port, path: '/json/list', headers: { host } }, (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end();
      }),
  );
}
