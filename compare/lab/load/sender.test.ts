import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createSender } from './sender.ts';

let server: Server;
afterEach(() => void server.close());

/** A Lambda that gives these answers, one after another; what it was asked is kept. */
async function lambdaOf(...answers: { status?: number; headers?: Record<string, string>; body: unknown }[]) {
  const asked: { path: string | undefined; trace: string | string[] | undefined }[] = [];
  server = createServer((request, response) => {
    asked.push({ path: request.url, trace: request.headers['x-amzn-trace-id'] });
    const { status = 200, headers = {}, body } = answers[asked.length - 1] ?? answers.at(-1) ?? { body: {} };
    response.writeHead(status, headers).end(JSON.stringify(body));
    request.resume();
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sender = createSender({ endpoint, region: 'us-east-1', credentials: { accessKeyId: '000000000000', secretAccessKey: 'local' } });
  const send = () => sender.send('lane-push', { id: 'm', sentAt: 0 }, '1-0-abc', new AbortController().signal);
  return { send, asked };
}
const entered = { messageId: 'x', enteredAt: 1, entranceCold: false, handedOverAt: 2, acknowledgedAt: 3 };

test('the entrance’s stamps are the answer, and the message carries its trace', async () => {
  const { send, asked } = await lambdaOf({ body: entered });
  expect(await send()).toEqual({ attempts: 1, accepted: true, entered });
  expect(asked).toEqual([{ path: '/2015-03-31/functions/lane-push/invocations', trace: 'Root=1-0-abc;Sampled=1' }]);
});

test('an entrance that failed refuses the message, with the reason it has', async () => {
  const headers = { 'x-amz-function-error': 'Unhandled' };
  const { send } = await lambdaOf({ headers, body: { errorType: 'InvalidParameterException', errorMessage: 'Message too long' } });
  expect(await send()).toEqual({ attempts: 1, accepted: false, error: 'InvalidParameterException: Message too long' });
});

test('what had to be sent again says so', async () => {
  const { send, asked } = await lambdaOf({ status: 500, body: { Message: 'no' } }, { body: entered });
  expect(await send()).toEqual({ attempts: 2, accepted: true, entered });
  expect(asked).toHaveLength(2);
});

test('a call that Lambda refuses, however often, is refused', async () => {
  const { send } = await lambdaOf({
    status: 400,
    headers: { 'x-amzn-errortype': 'InvalidRequestContentException' },
    body: { Message: 'no' },
  });
  expect(await send()).toMatchObject({ accepted: false, error: expect.stringContaining('InvalidRequestContentException') });
});
