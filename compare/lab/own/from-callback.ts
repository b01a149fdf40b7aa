import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { add, type Stamp, type StampReader, stampOf } from './stamps.ts';

/** A request says one thing about one message. */
const MOST_BYTES = 64 * 1024;

export interface Callbacks {
  /** Ends in a slash; each lane has its own path below it. */
  url: string;
  /** The address that this lane's consumer calls, and what it has said. */
  lane(id: string, title: string, fields: { id: string; stamp?: string | undefined }): StampReader & { url: string };
  stop(): Promise<void>;
}

interface Listening {
  title: string;
  fields: { id: string; stamp?: string | undefined };
  found: Map<string, Stamp>;
  problem?: Error;
}

/**
 * Takes the calls of consumers, on this machine's own address alone. Its paths cannot be guessed, and a call says no more than that a
 * message was handled. `publicUrl`: of the tunnel that leads here, for consumers elsewhere.
 */
export async function listenForCallbacks(port: number, secret: string, publicUrl?: string): Promise<Callbacks> {
  const lanes = new Map<string, Listening>();
  const server = createServer(async (request, response) => {
    const arrivedAt = Date.now();
    const answer = (status: number, text: string) => response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
    const url = new URL(request.url ?? '/', 'http://here');
    const lane = lanes.get(url.pathname.split('/').filter(Boolean).join('/'));
    if (!lane) return answer(404, 'No lane listens here.');
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of request) {
      bytes += (chunk as Buffer).length;
      if (bytes > MOST_BYTES) return answer(413, 'Say the id and the stamp, and no more.');
      chunks.push(chunk as Buffer);
    }
    const said = { ...Object.fromEntries(url.searchParams), ...jsonIn(Buffer.concat(chunks).toString()) };
    const id = said[lane.fields.id];
    const stamp = lane.fields.stamp === undefined ? arrivedAt : said[lane.fields.stamp];
    if (typeof id !== 'string') return answer(400, `There is no ${lane.fields.id} in it.`);
    try {
      add(lane.found, id, stampOf(stamp, `${lane.title}, the callback about ${id}`));
      return answer(200, 'noted');
    } catch (error) {
      lane.problem ??= error as Error;
      return answer(400, (error as Error).message);
    }
  });
  server.on('clientError', (_error, socket) => void socket.destroy());
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `${(publicUrl ?? own).replace(/\/$/, '')}/${secret}/`;
  return {
    url,
    lane(id, title, fields) {
      const listening: Listening = { title, fields, found: new Map() };
      lanes.set(`${secret}/${id}`, listening);
      return {
        url: `${url}${id}`,
        async read() {
          if (listening.problem) throw listening.problem;
          return listening.found;
        },
      };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function jsonIn(text: string): Record<string, unknown> {
  try {
    const parsed = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
