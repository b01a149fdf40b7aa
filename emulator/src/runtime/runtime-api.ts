import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Invocation, MAX_RESPONSE } from './spec.ts';

export interface RuntimeApiListener {
  /** The runtime asks for work: it is ready, for the first time or again. */
  next(): void;
  response(requestId: string, body: Buffer): void;
  /** The answer is too large; AWS drops it. */
  tooLarge(requestId: string): void;
  error(requestId: string, body: Buffer): void;
  initError(body: Buffer): void;
}

export interface RuntimeApi {
  /** `host:port`, for AWS_LAMBDA_RUNTIME_API. */
  address: string;
  /** Answers the waiting `next`; the caller makes sure that there is one. */
  hand(invocation: Invocation, deadlineMs: number): void;
  close(): void;
}

const BASE = '/2018-06-01/runtime/';

/** The Lambda Runtime API of one environment: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export async function openRuntimeApi(listener: RuntimeApiListener): Promise<RuntimeApi> {
  let waiting: ServerResponse | undefined;
  const server: Server = createServer({ requestTimeout: 0, keepAliveTimeout: 0 }, (request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => socket.setNoDelay(true));
  const address = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(request: IncomingMessage, response: ServerResponse) {
    if (!byRuntime(request, address()))
      return answer(response, 403, { errorType: 'Forbidden', errorMessage: 'only the runtime of this environment may ask' });
    const path = request.url?.startsWith(BASE) ? request.url.slice(BASE.length) : '';
    if (request.method === 'GET' && path === 'invocation/next') {
      waiting = response;
      return listener.next();
    }
    const [, requestId, kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (request.method !== 'POST' || (!kind && path !== 'init/error'))
      return answer(response, 404, { errorType: 'NotFound', errorMessage: `no such path: ${path}` });
    const body = await read(request, MAX_RESPONSE);
    if (path === 'init/error') {
      answer(response, 202, { status: 'OK' });
      return listener.initError(body ?? Buffer.from('{}'));
    }
    if (!body) {
      answer(response, 413, {
        errorType: 'RequestEntityTooLarge',
        errorMessage: `Exceeded maximum allowed payload size (${MAX_RESPONSE} bytes).`,
      });
      return listener.tooLarge(requestId as string);
    }
    answer(response, 202, { status: 'OK' });
    listener[kind as 'response' | 'error'](requestId as string, body);
  }

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  server.unref();
  return {
    address: address(),
    hand(invocation, deadlineMs) {
      const response = waiting as ServerResponse;
      waiting = undefined;
      const headers: Record<string, string | number> = {
        'content-type': 'application/json',
        'content-length': invocation.payload.length,
        'Lambda-Runtime-Aws-Request-Id': invocation.requestId,
        'Lambda-Runtime-Deadline-Ms': deadlineMs,
        'Lambda-Runtime-Invoked-Function-Arn': invocation.invokedArn,
        'Lambda-Runtime-Trace-Id': invocation.traceHeader,
      };
      if (invocation.clientContext) headers['Lambda-Runtime-Client-Context'] = invocation.clientContext;
      response.writeHead(200, headers).end(invocation.payload);
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * A page in a browser must not take an invocation, by this address or by a name that leads here: its browser says which name it asked
 * for, and that it is a page that asks.
 */
const byRuntime = ({ headers }: IncomingMessage, address: string) =>
  headers.host === address && headers.origin === undefined && headers['sec-fetch-site'] === undefined;

function answer(response: ServerResponse, status: number, body: object) {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}

/** The body, or undefined when it is larger than `limit`; what is above it is read and dropped, so that the sender gets an answer. */
async function read(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}
