import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../emulator.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0, allowHosts: ['stack', '.ci.example'] });
});
afterAll(() => emulator.stop());

/** `fetch` lets nobody set `Host`. */
const asked = (host: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    request(`${emulator.endpoint}${path}`, { headers: { ...headers, host } }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk)).on('end', () => resolve({ status: response.statusCode, body }));
    })
      .once('error', reject)
      .end();
  });
const LIST = '/?Action=ListQueues&X-Amz-Credential=x/20260101/us-east-1/sqs/aws4_request';

test.each([
  ['rebound.example:4566', LIST],
  ['rebound.example', '/_emulator/health'],
  ['rebound.example', '/lambda-url/none/'],
  ['rebound.example', '/'],
  ['none.lambda-url.rebound.example', '/'],
  ['evil-localhost', '/'],
  ['localhost.evil.example', '/'],
  ['127.0.0.1.nip.example:4566', '/'],
  ['notamazonaws.com', '/'],
  ['otherstack', '/'],
])('who comes by the name %s is refused: %s', async (host, path) => {
  const { status, body } = await asked(host, path);
  expect([status, body]).toEqual([403, expect.stringContaining(host.replace(/:\d+$/, ''))]);
  expect(body).toContain('--allow-host');
});

test.each([
  'localhost',
  'localhost:4566',
  'LOCALHOST.',
  'bucket.localhost:4566',
  '127.0.0.1:4566',
  '192.168.1.20:4566',
  '[::1]:4566',
  'localhost.localstack.cloud:4566',
  'sqs.us-east-1.localhost.localstack.cloud:4566',
  'sqs.us-east-1.amazonaws.com',
  'stack:4566',
  'bucket.stack:4566',
  'runner-1.ci.example',
])('%s is answered', async (host) => {
  expect((await asked(host, LIST)).status).toBe(200);
  expect((await asked(host, '/_emulator/health')).status).toBe(200);
});

test('names of AWS are routed as they were', async () => {
  const { status, body } = await asked('none.lambda-url.us-east-1.on.aws', '/');
  expect([status, body]).toEqual([403, expect.stringContaining('"Message":null')]);
});
