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
    const [, status, to] = /^\/(\d{3})(\/.*)$/.exec(request.url ?? '') ?? [];
    if (status && to) return void response.writeHead(Number(status), { location: to }).end();
    if (request.url === '/round') return void response.writeHead(302, { location: '/round' }).end();
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

const post = (path: string, init: RequestInit = {}) =>
  localFetch(`http://a.localhost:${port}${path}`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'hello', ...init });

test.each([
  [301, { method: 'GET', body: '' }],
  [302, { method: 'GET', body: '' }],
  [303, { method: 'GET', body: '' }],
  [307, { method: 'POST', body: 'hello', type: 'text/plain' }],
  [308, { method: 'POST', body: 'hello', type: 'text/plain' }],
])('%i is followed as fetch does', async (status, expected) => {
  const [ours, fetched] = [
    await post(`/${status}/there`),
    await fetch(`http://127.0.0.1:${port}/${status}/there`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'hello',
    }),
  ];
  const answer = (await ours.json()) as Record<string, unknown>;
  expect(answer).toMatchObject(expected);
  const { host: _, ...theirs } = (await fetched.json()) as Record<string, unknown>;
  expect(answer).toMatchObject(theirs);
});

test('a PUT stays one, except where it is told to see elsewhere', async () => {
  expect(await (await post('/302/there', { method: 'PUT' })).json()).toMatchObject({ method: 'PUT', body: 'hello' });
  expect(await (await post('/303/there', { method: 'PUT' })).json()).toMatchObject({ method: 'GET', body: '' });
});

test('a circle of redirects ends; five are followed', async () => {
  await expect(post('/round')).rejects.toMatchObject({ message: 'fetch failed', cause: { message: 'more than 5 redirects' } });
  expect((await post('/307/307/307/307/307/there')).status).toBe(201);
  await expect(post('/307/307/307/307/307/307/there')).rejects.toThrow('fetch failed');
});

test('whoever wants no redirect gets none', async () => {
  expect((await post('/302/there', { redirect: 'manual' })).status).toBe(302);
  await expect(post('/302/there', { redirect: 'error' })).rejects.toThrow('fetch failed');
});
