import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from './client.ts';

export interface Call {
  outcome: Outcome;
  /** When the last byte of the call was here; real milliseconds since 1970. */
  at: number;
}

/** A client's own server, which is called back. */
export interface Receiver {
  url: string;
  /** The first call that was taken for a job; waits for it. */
  called(jobId: string, signal: AbortSignal): Promise<Call>;
  /** Calls for a job: taken, and cut off in the middle because the client was away. */
  counts(jobId: string): { taken: number; cutOff: number };
  /** While away, connections are cut in the middle of a call. */
  away: boolean;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const calls = new Map<string, Call[]>();
  const cutOff = new Map<string, number>();
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const outcome = JSON.parse(await text(request)) as Outcome;
    if (receiver.away) {
      cutOff.set(outcome.jobId, (cutOff.get(outcome.jobId) ?? 0) + 1);
      request.socket.destroy();
      return;
    }
    calls.set(outcome.jobId, [...(calls.get(outcome.jobId) ?? []), { outcome, at: Date.now() }]);
    response.writeHead(204).end();
  };
  // a caller that is killed in the middle of its call is no end of ours
  const server = createServer((request, response) => void take(request, response).catch(() => response.destroy()));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/over`,
    async called(jobId, signal) {
      for (;;) {
        const [first] = calls.get(jobId) ?? [];
        if (first) return first;
        await sleep(5, undefined, { signal });
      }
    },
    counts: (jobId) => ({ taken: calls.get(jobId)?.length ?? 0, cutOff: cutOff.get(jobId) ?? 0 }),
    away: false,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
