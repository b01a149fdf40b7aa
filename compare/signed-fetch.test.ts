import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { signedFetch } from './signed-fetch.ts';

const signed = signedFetch({ region: 'us-east-1', credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' } });

test('sends what it was given, signed, whole and with its length', async () => {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a?b=c`;
  try {
    const headers = { 'content-type': 'application/json', 'x-mine': '1' };
    const posted = await (await signed(url, { method: 'POST', headers, body: '{"a":1}' })).json();
    expect(posted).toMatchObject({ method: 'POST', url: '/a?b=c', body: '{"a":1}', headers: { ...headers, 'content-length': '7' } });
    expect((posted as { headers: Record<string, string> }).headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKID\/.*\/lambda\//,
    );
    expect(await (await signed(new Request(url, { method: 'PUT', body: 'x' }))).json()).toMatchObject({ method: 'PUT', body: 'x' });
    expect(await (await signed(new URL(url))).json()).toMatchObject({ method: 'GET', body: '' });
    await expect(signed(url, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
