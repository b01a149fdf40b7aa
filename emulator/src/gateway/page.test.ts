import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../emulator.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
});
afterAll(() => emulator.stop());

/** `fetch` would not let us say what only a browser says. */
const statusOf = (method: string, path: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    const sent = request(`${emulator.endpoint}${path}`, { method, headers: { 'content-type': 'text/plain', ...headers } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once('error', reject);
    sent.end(method === 'POST' ? '{}' : undefined);
  });
const signed = (service: string) => `X-Amz-Credential=x/20260101/us-east-1/${service}/aws4_request`;
const evil = { origin: 'https://evil.example' };

test.each([
  ['POST', `/2015-03-31/functions?${signed('lambda')}`, evil],
  ['POST', `/2015-03-31/functions?${signed('lambda')}`, { origin: 'null' }],
  ['POST', `/?Action=CreateStack&${signed('cloudformation')}`, { ...evil, 'content-type': 'application/x-www-form-urlencoded' }],
  ['GET', `/?Action=ListQueues&${signed('sqs')}`, { 'sec-fetch-site': 'cross-site' }],
  ['POST', '/_emulator/reset', evil],
])('a page of elsewhere is refused: %s %s', async (method, path, headers) => {
  expect(await statusOf(method, path, headers)).toBe(403);
});

test.each([
  ['a page of this machine', 'GET', `/?Action=ListQueues&${signed('sqs')}`, { origin: 'http://localhost:3000' }],
  ['who is no page', 'GET', `/?Action=ListQueues&${signed('sqs')}`, {}],
  ['an extension', 'GET', `/?Action=ListQueues&${signed('sqs')}`, { origin: 'chrome-extension://abc', 'sec-fetch-site': 'cross-site' }],
  ['a page that reads buckets', 'GET', '/', evil],
])('%s is answered', async (_, method, path, headers) => {
  expect(await statusOf(method, path, headers)).toBe(200);
});

test('a page reaches function URLs', async () => {
  expect(await statusOf('GET', '/lambda-url/none/', evil)).toBe(await statusOf('GET', '/lambda-url/none/', {}));
});
