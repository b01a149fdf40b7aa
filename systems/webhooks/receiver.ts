import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Receiver {
  url: string;
  /** Calls that were well signed and answered well, by delivery id, as the client's own code would see them. */
  received: Map<string, { times: number; type: string; subject: string }>;
  /** As the registrations and rotations told them. */
  secrets: Set<string>;
  /** Calls whose signature did not hold. */
  badlySigned: number;
  calls: number;
  /** How it behaves from now on. */
  mood: { errorRate: number; down: boolean; silent: boolean };
  stop(): Promise<void>;
}

/**
 * A client's endpoint: counts what it is sent, and believes nothing that isn't signed with one of its secrets. It checks the signature by
 * itself, since a client would not have our code either. A URL with `?to=` redirects there.
 */
export async function startReceiver(random: () => number, host = '127.0.0.1'): Promise<Receiver> {
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    receiver.calls++;
    const body = await bodyOf(request);
    const { errorRate, down, silent } = receiver.mood;
    const redirectTo = new URL(request.url ?? '/', 'http://receiver').searchParams.get('to');
    // never answers: whoever waits must know when to stop
    if (silent) return;
    if (redirectTo) return response.writeHead(307, { location: redirectTo }).end();
    if (down) return response.writeHead(503).end();
    if (random() < errorRate) return response.writeHead(500).end();
    const signed = `${request.headers['pushpull-timestamp']}.${body}`;
    // several, with commas, while a secret is being changed
    const signatures = String(request.headers['pushpull-signature']).split(',');
    const good = [...receiver.secrets].some((secret) =>
      signatures.includes(`v1=${createHmac('sha256', secret).update(signed).digest('hex')}`),
    );
    if (!good) {
      receiver.badlySigned++;
      return response.writeHead(401).end();
    }
    const { id, type, subject } = JSON.parse(body) as { id: string; type: string; subject: string };
    receiver.received.set(id, { type, subject, times: (receiver.received.get(id)?.times ?? 0) + 1 });
    return response.writeHead(204).end();
  };
  // a caller that is killed in the middle of its call is no end of ours
  const server = createServer((request, response) => void take(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const receiver: Receiver = {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    received: new Map(),
    secrets: new Set(),
    badlySigned: 0,
    calls: 0,
    mood: { errorRate: 0, down: false, silent: false },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
