import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** Where the inspector of a process listens. */
export interface Inspector {
  port: number;
  path: string;
}

export interface DebugPort {
  readonly port: number;
  /** For a client that wants no list: `ws://127.0.0.1:PORT/NAME`. */
  readonly url: string;
  close(): void;
}

/** What Node's inspector checks too: a page in a browser must not get here by a name that leads to this machine. */
const byThisName = ({ headers }: IncomingMessage) => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '');

/**
 * Any page may open a WebSocket to this machine, and its browser says which one does. Node's inspector is safe by a path that cannot be
 * guessed; this one's path is a name. Debuggers are no pages: they have no origin, or one of their own (`devtools:`).
 */
const byPage = ({ headers }: IncomingMessage) => /^(https?:|null$)/i.test(headers.origin ?? '');

interface Owner {
  name: string;
  /** The inspector of the function's environment; one is started if there is none. */
  inspector(): Promise<Inspector>;
  /** How many clients are connected now. */
  clients(count: number): void;
}

/**
 * The port that debuggers of one function attach to. It stays while environments come and go: it answers what a debugger asks first
 * (`/json/list`) itself, and joins each WebSocket with the inspector of the environment there is. That way it also knows who is
 * attached. https://nodejs.org/en/learn/getting-started/debugging#enable-inspector
 */
export async function openDebugPort(port: number, owner: Owner): Promise<DebugPort> {
  const joined = new Set<Socket>();
  const server = createServer((request, response) => {
    const answer = answers()[(request.url ?? '').replace(/\/$/, '')];
    const allowed = byThisName(request);
    if (!answer || !allowed) return void response.writeHead(allowed ? 404 : 400).end();
    response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(answer));
  });
  server.on('upgrade', (request, socket, head) => {
    if (!byThisName(request) || byPage(request)) return void socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
    join(request, socket as Socket, head).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  server.unref();
  const bound = (server.address() as AddressInfo).port;
  const path = encodeURIComponent(owner.name);
  const url = `ws://127.0.0.1:${bound}/${path}`;

  const answers = (): Record<string, object> => {
    const target = {
      id: path,
      type: 'node',
      title: owner.name,
      description: `Lambda function ${owner.name}`,
      url: `file:///var/task/${path}`,
      devtoolsFrontendUrl: `devtools://devtools/bundled/js_app.html?experiments=true&v8only=true&ws=127.0.0.1:${bound}/${path}`,
      webSocketDebuggerUrl: url,
    };
    return {
      '/json': [target],
      '/json/list': [target],
      '/json/version': { Browser: `node.js/${process.version}`, 'Protocol-Version': '1.1' },
    };
  };

  async function join(request: IncomingMessage, client: Socket, head: Buffer) {
    client.on('error', () => client.destroy());
    const there = await owner.inspector();
    const inspector = connect(there.port, '127.0.0.1');
    const headers = Object.entries({ ...request.headers, host: `127.0.0.1:${there.port}` });
    inspector.write(`GET ${there.path} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    inspector.write(head);
    client.setNoDelay(true);
    inspector.setNoDelay(true);
    inspector.on('error', () => client.destroy());
    const left = () => {
      client.destroy();
      inspector.destroy();
      if (joined.delete(client)) owner.clients(joined.size);
    };
    client.on('close', left);
    inspector.on('close', left);
    if (client.destroyed) return left();
    client.pipe(inspector).pipe(client);
    joined.add(client);
    owner.clients(joined.size);
  }

  return {
    port: bound,
    url,
    close() {
      for (const client of joined) client.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}
