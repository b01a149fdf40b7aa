import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRuntimeApi, type RuntimeApi } from './runtime-api.ts';

let api: RuntimeApi;
let asked = 0;
beforeEach(async () => {
  asked = 0;
  const listener = { next: () => void asked++, response() {}, tooLarge() {}, error() {}, initError() {} };
  api = await openRuntimeApi(listener);
});
afterEach(() => api.close());

const next = (headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(`http://${api.address}/2018-06-01/runtime/invocation/next`, { headers }, (response) => resolve(response.resume().statusCode))
      .once('error', reject)
      .end();
  });

test.each<Record<string, string>>([
  { host: 'rebound.example' },
  { 'sec-fetch-site': 'cross-site' },
  { origin: 'https://evil.example' },
  { 'sec-fetch-site': 'same-origin' },
])('a page takes no invocation: %o', async (headers) => {
  expect(await next(headers)).toBe(403);
  expect(asked).toBe(0);
});

test('the runtime does', async () => {
  const answered = next({});
  while (asked === 0) await new Promise<void>((resolve) => setImmediate(resolve));
  api.hand({ requestId: 'r', invokedArn: 'a', traceHeader: 't', payload: Buffer.from('{}') }, 0);
  expect(await answered).toBe(200);
});
