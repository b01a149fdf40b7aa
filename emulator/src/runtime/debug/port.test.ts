import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type DebugPort, openDebugPort } from './port.ts';

let debug: DebugPort | undefined;
const inspector = createServer();
inspector.on('upgrade', (_request, socket) =>
  socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n'),
);
afterEach(() => {
  debug?.close();
  inspector.closeAllConnections();
  inspector.close();
});

/** The status that a WebSocket's handshake is answered with. */
async function attached(headers: Record<string, string>): Promise<number | undefined> {
  const sent = request({ host: '127.0.0.1', port: debug?.port, headers: { connection: 'Upgrade', upgrade: 'websocket', ...headers } });
  sent.end();
  const status = await Promise.race([
    once(sent, 'upgrade').then(([response]) => response.statusCode),
    once(sent, 'response').then(([response]) => response.statusCode),
  ]);
  sent.destroy();
  return status;
}

test('a debugger gets to the inspector, and no page in a browser', async () => {
  await once(inspector.listen(0, '127.0.0.1'), 'listening');
  const there = { port: (inspector.address() as AddressInfo).port, path: '/inspector' };
  debug = await openDebugPort(0, { name: 'a', inspector: async () => there, clients: () => {} });
  expect(await attached({})).toBe(101);
  expect(await attached({ origin: 'devtools://devtools' })).toBe(101);
  expect(await attached({ origin: 'https://evil.example' })).toBe(403);
  expect(await attached({ origin: 'http://localhost:3000' })).toBe(403);
  expect(await attached({ origin: 'null' })).toBe(403);
  expect(await attached({ host: `rebound.example:${debug.port}` })).toBe(403);
});
