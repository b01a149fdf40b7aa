import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localFetch } from './fetch.ts';

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (request.url === '/never') return;
    if (request.url === '/empty') return void response.writeHead(204).end();
    let body = '';
    for await (const chunk of request) body += chunk;
    response.setHeader('set-cookie', ['a=1', 'b=2']);
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ method: request.method, host: request.headers.host, type: request.headers['content-type'], body }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a name below localhost is this machine, and stays the Host', async () => {
  const host = `abc.lambda-url.us-east-1.localhost:${port}`;
  const response = await localFetch(`http://${host}/a?b=c`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: Buffer.from('hello'),
  });
  expect(response.status).toBe(201);
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(await response.json()).toEqual({ method: 'POST', host, type: 'text/plain', body: 'hello' });
});

test('any other name goes the usual way', async () => {
  const response = await localFetch(`http://127.0.0.1:${port}/`);
  expect(await response.json()).toMatchObject({ method: 'GET', host: `127.0.0.1:${port}` });
});

test('an answer without a body', async () => {
  const response = await localFetch(`http://a.localhost:${port}/empty`);
  expect([response.status, await response.text()]).toEqual([204, '']);
});

test('gives up when told to, with the reason', async () => {
  const controller = new AbortController();
  const asked = localFetch(`http://a.localhost:${port}/never`, { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(asked).rejects.toThrow('enough');
});

test('a port that nobody listens on is a failed fetch', () =>
  expect(localFetch('http://a.localhost:9/')).rejects.toThrow(new TypeError('fetch failed')));
