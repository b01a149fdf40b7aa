import { getEventListeners, once } from 'node:events';
import { request, Server } from 'node:http';
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, expect, test, vi } from 'vitest';
import { type Emulator, startEmulator } from './emulator.ts';

let emulator: Emulator | undefined;
afterEach(() => emulator?.stop());

const config = (accessKeyId = 'test') => ({
  endpoint: emulator?.endpoint as string,
  region: 'us-east-1',
  credentials: { accessKeyId, secretAccessKey: 'local' },
});

test('answers /_emulator/health when ready', async () => {
  emulator = await startEmulator({ port: 0 });
  const response = await fetch(`${emulator.endpoint}/_emulator/health`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ status: 'ready', timeScale: 1 });
});

test('an access key of 12 digits is the account; each account has its own resources', async () => {
  emulator = await startEmulator({ port: 0 });
  expect((await new STSClient(config('123456789012')).send(new GetCallerIdentityCommand({}))).Account).toBe('123456789012');
  expect((await new STSClient(config('test')).send(new GetCallerIdentityCommand({}))).Account).toBe('000000000000');
  await new SQSClient(config('123456789012')).send(new CreateQueueCommand({ QueueName: 'theirs' }));
  expect((await new SQSClient(config('210987654321')).send(new ListQueuesCommand({}))).QueueUrls).toBeUndefined();
});

test('two emulators share nothing; reset forgets', async () => {
  emulator = await startEmulator({ port: 0 });
  await using other = await startEmulator({ port: 0 });
  await new SQSClient(config()).send(new CreateQueueCommand({ QueueName: 'mine' }));
  expect((await new SQSClient({ ...config(), endpoint: other.endpoint }).send(new ListQueuesCommand({}))).QueueUrls).toBeUndefined();
  await emulator.reset();
  expect((await new SQSClient(config()).send(new ListQueuesCommand({}))).QueueUrls).toBeUndefined();
});

test('a port in use is an error', async () => {
  emulator = await startEmulator({ port: 0 });
  await expect(startEmulator({ port: emulator.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test.each([
  ['a service', { 'x-amz-target': 'Kinesis_20131202.ListStreams' }, 'no service Kinesis_20131202'],
  ['an operation', { 'x-amz-target': 'AmazonSSM.CreateActivation' }, 'ssm:CreateActivation'],
])('%s that is not there is an error that names it', async (_, headers, named) => {
  emulator = await startEmulator({ port: 0 });
  const response = await fetch(emulator.endpoint, { method: 'POST', headers, body: '{}' });
  expect(response.status).toBe(501);
  expect(await response.text()).toContain(named);
});

test('a body that is not JSON is a SerializationException', async () => {
  emulator = await startEmulator({ port: 0 });
  const response = await fetch(emulator.endpoint, { method: 'POST', headers: { 'x-amz-target': 'AmazonSQS.SendMessage' }, body: '{' });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('SerializationException');
});

test('the event stream resumes after the last event seen', async () => {
  emulator = await startEmulator({ port: 0 });
  for (let i = 0; i < 3; i++) emulator.events.emit({ type: 'test.hop', messageId: String(i) });
  const controller = new AbortController();
  const response = await fetch(`${emulator.endpoint}/_emulator/events`, { headers: { 'last-event-id': '1' }, signal: controller.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = '';
  while ((text.match(/\n\n/g) ?? []).length < 2) text += Buffer.from((await reader.read()).value ?? []).toString();
  controller.abort();
  expect(text.match(/^id: \d+/gm)).toEqual(['id: 2', 'id: 3']);
});

test('the clock can be advanced over HTTP', async () => {
  emulator = await startEmulator({ port: 0, frozen: true });
  const before = emulator.clock.now();
  await fetch(`${emulator.endpoint}/_emulator/clock/advance?ms=60000`, { method: 'POST' });
  expect(emulator.clock.now()).toBe(before + 60_000);
  expect((await fetch(`${emulator.endpoint}/_emulator/clock/advance`, { method: 'POST' })).status).toBe(400);
});

test('a call that is under way when the stack stops makes nothing new', async () => {
  emulator = await startEmulator({ port: 0 });
  const { stack } = emulator;
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  const late = stopped.then(() => stack.singleton('late', () => ({})));
  await emulator.stop();
  resolve();
  await expect(late).rejects.toThrow('stopping');
  await expect(stack.call('sqs', 'ListQueues', {}, { account: '000000000000', region: 'us-east-1' })).rejects.toThrow('stopping');
});

test('calls leave nothing behind in the signal of their caller', async () => {
  emulator = await startEmulator({ port: 0 });
  const { signal } = new AbortController();
  const caller = { account: '000000000000', region: 'us-east-1', signal };
  for (let i = 0; i < 3; i++) await emulator.stack.call('sqs', 'ListQueues', {}, caller);
  await expect(emulator.stack.call('sqs', 'GetQueueUrl', { QueueName: 'none' }, caller)).rejects.toThrow('does not exist');
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

test('a malformed path is a 400, an unknown internal path a 404', async () => {
  emulator = await startEmulator({ port: 0 });
  const { port } = emulator;
  const status = (path: string) =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
  expect(await status('/%E0%A4%A')).toBe(400);
  expect(await status('/_emulator/nope')).toBe(404);
});

test('a presigned URL expires, whichever signature version made it', async () => {
  emulator = await startEmulator({ port: 0, frozen: true });
  const seconds = Math.floor(emulator.clock.now() / 1000);
  const url = `${emulator.endpoint}/bucket/key?AWSAccessKeyId=test&Signature=x&Expires=${seconds + 60}`;
  expect(await (await fetch(url)).text()).toContain('NoSuchBucket');
  await emulator.clock.advance(61_000);
  expect(await (await fetch(url)).text()).toContain('Request has expired');
});

test('a call that was begun before a reset leaves nothing in the state after it', async () => {
  emulator = await startEmulator({ port: 0 });
  const { stack, clock, events } = emulator;
  const body = JSON.stringify({ QueueName: 'ghost' });
  const headers = { 'x-amz-target': 'AmazonSQS.CreateQueue', 'content-length': body.length, expect: '100-continue' };
  const sent = request({ host: '127.0.0.1', port: emulator.port, method: 'POST', headers });
  const status = new Promise((resolve, reject) =>
    sent.on('error', reject).on('response', (response) => resolve(response.resume().statusCode)),
  );
  sent.write(body.slice(0, 5));
  // said as the stack takes the request up
  await once(sent, 'continue');
  let rang = false;
  stack.clock.after(1000, () => (rang = true));
  await emulator.reset();
  sent.end(body.slice(5));
  expect(await status).toBe(503);
  expect((await new SQSClient(config()).send(new ListQueuesCommand({}))).QueueUrls).toBeUndefined();
  stack.journal.table('ghosts').put('a', 1);
  stack.events.emit({ type: 'ghost.hop' });
  await clock.advance(5000);
  expect([rang, emulator.stack.journal.table('ghosts').size, events.since(0)]).toEqual([false, 0, []]);
});

test('a listener that throws is its own problem; a predicate that throws fails who waits for it', async () => {
  emulator = await startEmulator({ port: 0 });
  const heard: string[] = [];
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  emulator.events.subscribe(() => {
    throw new Error('mine');
  });
  emulator.events.subscribe((hop) => void heard.push(hop.type));
  const waits = emulator.events.waitFor(() => {
    throw new Error('predicate');
  });
  expect(emulator.events.emit({ type: 'test.hop' }).seq).toBe(1);
  await expect(waits).rejects.toThrow('predicate');
  expect(heard).toEqual(['test.hop']);
  expect(told).toHaveBeenCalledOnce();
  told.mockRestore();
});

test('a form that is not signed is answered in the query protocol', async () => {
  emulator = await startEmulator({ port: 0 });
  const response = await fetch(emulator.endpoint, {
    method: 'POST',
    body: new URLSearchParams({ Action: 'ListQueues', Version: '2012-11-05' }),
  });
  expect(response.status).toBe(403);
  expect(await response.text()).toMatch(/<ErrorResponse.*<Code>MissingAuthenticationToken<\/Code>.*ListQueues/s);
});

test('requests are taken from the moment on that the port is open', async () => {
  const takers = Promise.withResolvers<number>();
  const listen = vi.spyOn(Server.prototype, 'listen').mockImplementationOnce(function (this: Server, ...args: unknown[]) {
    // what arrives is read in a later turn of the event loop than this one
    this.once('listening', () => setImmediate(() => takers.resolve(this.listenerCount('request'))));
    return this.listen(...(args as [number]));
  });
  emulator = await startEmulator({ port: 0 });
  expect(await takers.promise).toBe(1);
  listen.mockRestore();
});
