import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { allowedBy } from './address.ts';
import { send } from './send.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const allowed = allowedBy('127.0.0.1');
const redirectTo =
  (location: string, status = 307): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { location }).end();

it('delivers the body and the headers', async () => {
  let got = '';
  const url = await serve(async (request, response) => {
    for await (const chunk of request) got += chunk;
    response.writeHead(request.headers['x-id'] === '7' ? 204 : 400).end();
  });
  expect(await send(url, '{"a":1}', { 'x-id': '7' }, { allowed })).toEqual({ result: 'delivered', status: 204 });
  expect(got).toBe('{"a":1}');
});

it('connects to the address that was checked, and to no other the name may have by now', async () => {
  const hosts: unknown[] = [];
  const url = await serve((request, response) => {
    hosts.push(request.headers.host);
    response.end();
  });
  const named = url.replace('127.0.0.1', 'rebinding.invalid');
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  expect(await send(named, '{}', {}, { allowed, resolve })).toMatchObject({ result: 'delivered' });
  expect(hosts).toEqual([new URL(named).host]);
});

it('follows a redirect with the same POST', async () => {
  const methods: unknown[] = [];
  const end = await serve((request, response) => {
    methods.push(request.method);
    response.end();
  });
  expect(await send(await serve(redirectTo(`${end}/x`, 302)), '{}', {}, { allowed })).toMatchObject({ result: 'delivered' });
  expect(methods).toEqual(['POST']);
});

it.each([
  ['http://169.254.169.254/latest/', 'METADATA'],
  ['http://127.0.0.2/', 'LOOPBACK'],
  ['http://[::1]/', 'LOOPBACK'],
  ['file:///etc/passwd', 'SCHEME'],
  ['http://a:b@127.0.0.1/', 'USERINFO'],
  ['/', 'TOO_MANY_REDIRECTS'],
])('refuses a redirect to %s: %s', async (location, code) => {
  expect(await send(await serve(redirectTo(location)), '{}', {}, { allowed })).toMatchObject({ result: 'refused', code });
});

it('takes 303 for no delivery: it asks for a GET', async () => {
  expect(await send(await serve(redirectTo('/', 303)), '{}', {}, { allowed })).toEqual({ result: 'failed', reason: 'it answered 303' });
});

it('hangs up on an answer without end, whose status counts', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200);
    const pour = () => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384)));
      response.once('drain', pour);
    };
    pour();
  });
  expect(await send(url, '{}', {}, { allowed, timeoutMs: 20_000 })).toEqual({ result: 'delivered', status: 200 });
});

it('waits no longer than it may, for an answer or for a name', async () => {
  const url = await serve(() => undefined);
  expect(await send(url, '{}', {}, { allowed, timeoutMs: 50 })).toEqual({ result: 'failed', reason: 'no answer in 50 ms' });
  const resolve = () => new Promise<never>(() => undefined);
  expect(await send('http://slow.invalid/', '{}', {}, { allowed, resolve, timeoutMs: 50 })).toEqual({
    result: 'failed',
    reason: expect.stringMatching(/^The name slow.invalid was not resolved in \d.* ms \(DNS_TIMEOUT\)\.$/),
  });
});
