import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Hop } from '../events/events.ts';
import { debuggersOf } from '../runtime/debug/debuggers.ts';
import type { Stack } from '../services/service.ts';

/** What the internal paths can do to the emulator. */
export interface Controls {
  reset(): Promise<void>;
  startedInMs: number;
}

/** `/_emulator/…`: health, the event stream, debuggers, the clock, reset. */
export async function handleInternal(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
  stack: Stack,
  controls: Controls,
): Promise<void> {
  const route = `${request.method} ${path}`;
  if (route === 'GET /_emulator/health') {
    answer(response, 200, {
      status: 'ready',
      startedInMs: controls.startedInMs,
      timeScale: stack.clock.scale,
      now: new Date(stack.clock.now()).toISOString(),
    });
  } else if (route === 'GET /_emulator/debuggers') answer(response, 200, debuggersOf(stack).list());
  else if (route === 'GET /_emulator/events') streamEvents(request, response, query, stack);
  else if (route === 'POST /_emulator/clock/advance') {
    const ms = Number(query.get('ms'));
    if (!(ms > 0)) answer(response, 400, { error: { code: 'BadRequest', message: 'say how far: POST /_emulator/clock/advance?ms=60000' } });
    else {
      await stack.clock.advance(ms);
      answer(response, 200, { now: new Date(stack.clock.now()).toISOString() });
    }
  } else if (route === 'POST /_emulator/reset') {
    await controls.reset();
    answer(response, 200, { status: 'ready' });
  } else
    answer(response, 404, {
      error: { code: 'NotFound', message: `There is no ${route}: see health, events, debuggers, clock/advance and reset` },
    });
}

function answer(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

/** Bytes that may wait for a slow reader before it is cut off; it comes back with Last-Event-ID and misses nothing that is kept. */
const MAX_WAITING = 8 * 1024 * 1024;

/** Server-sent events; `Last-Event-ID` or `?since=` (0: all that is kept) resumes. */
function streamEvents(request: IncomingMessage, response: ServerResponse, query: URLSearchParams, stack: Stack) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (hop: Hop) => {
    response.write(`id: ${hop.seq}\nevent: ${hop.type}\ndata: ${JSON.stringify(hop)}\n\n`);
    if (response.writableLength > MAX_WAITING) response.destroy();
  };
  const since = request.headers['last-event-id'] ?? query.get('since');
  if (since !== null) for (const hop of stack.events.since(Number(since))) send(hop);
  else response.write(': live\n\n');
  response.on('close', stack.events.subscribe(send));
}
