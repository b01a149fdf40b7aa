import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface Cut {
  url: string;
  method: 'PUT' | 'POST';
  headers: Record<string, string>;
  body: Uint8Array;
  /** So many bytes of the body leave, and then the connection goes. */
  after: number;
}

/** Sends a request up to a byte of its body, and tears the connection: a lost network, seen from the other end. */
export async function cutRequest({ url, method, headers, body, after }: Cut): Promise<void> {
  const { hostname, port, pathname, search, protocol, host } = new URL(url);
  const tls = protocol === 'https:';
  const at = { host: /localhost(\.localstack\.cloud)?$/.test(hostname) ? '127.0.0.1' : hostname, port: Number(port || (tls ? 443 : 80)) };
  const socket = tls ? connectTls({ ...at, servername: hostname }) : connect(at);
  socket.on('error', () => {}); // whatever the other end thinks of it
  await once(socket, tls ? 'secureConnect' : 'connect');
  const head = Object.entries({ host, 'content-length': String(body.length), ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${method} ${pathname}${search} HTTP/1.1\r\n${head.join('')}\r\n`);
  if (after > 0) await new Promise<void>((resolve) => socket.write(body.subarray(0, after), () => resolve()));
  socket.destroy();
}
