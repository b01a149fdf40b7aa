import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, createClock } from './clock/clock.ts';
import { createEpoch } from './epoch.ts';
import { createEvents, type EventStream } from './events/events.ts';
import { createGateway } from './gateway/gateway.ts';
import { createHostCheck } from './gateway/hosts.ts';
import { memoryJournal } from './journal/memory.ts';
import { debugRules } from './runtime/debug/rules.ts';
import type { Stack } from './services/service.ts';
import { createStack } from './stack.ts';
import { makeWorkDir } from './work-dir.ts';

export interface EmulatorOptions {
  /** 0 takes any free port; default 4566. */
  port?: number;
  /** Address to bind; default 127.0.0.1, since whoever reaches the stack can run code. */
  host?: string;
  /** Names by which the stack may be called, beside `localhost` and its address: `stack` for a container's, with the names below each. */
  allowHosts?: readonly string[];
  /** Virtual seconds a real second: 60 turns the 1 and 2 minute retries into 1 and 2 seconds. Default 1. */
  timeScale?: number;
  /** Time moves by `clock.advance` alone. */
  frozen?: boolean;
  /** Seed of what is left to chance, such as the order of standard queues. Default 1. */
  seed?: number;
  /**
   * Functions that debuggers may attach to: `true` for all, or a list of name patterns, each with a port if it shall be that one
   * (`SharePhoto=9301,Email*`). Their ports stand in `GET /_emulator/debuggers`.
   */
  debug?: boolean | string;
}

export interface Emulator {
  /** `http://127.0.0.1:PORT`, for AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  readonly port: number;
  readonly clock: Clock;
  readonly events: EventStream;
  /** What the services share; another one after a reset. */
  readonly stack: Stack;
  /** Forgets everything: all resources, messages and processes. */
  reset(): Promise<void>;
  /** Ends every process it started and frees the port. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts an AWS-compatible stack of its own state in this process.
 * Rejects with the system's error (`EADDRINUSE`) when the port is taken.
 */
export async function startEmulator({
  port = 4566,
  host = '127.0.0.1',
  allowHosts = [],
  timeScale = 1,
  frozen = false,
  seed = 1,
  debug,
}: EmulatorOptions = {}): Promise<Emulator> {
  const began = performance.now();
  const clock = createClock({ scale: timeScale, frozen });
  const events = createEvents(clock);
  const server = createServer({ requestTimeout: 0, headersTimeout: 60_000, keepAliveTimeout: 75_000 });
  const workDir = await makeWorkDir();
  // From here until requests are taken nothing is waited for: a request that came in between would never be answered
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve)).catch(async (error) => {
    await workDir.remove();
    throw error;
  });
  const { port: bound } = server.address() as AddressInfo;
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const endpoint = `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${bound}`;
  const open = () => {
    const epoch = createEpoch(clock, events);
    const journal = memoryJournal();
    const stack = createStack({
      clock: epoch.clock,
      events: epoch.events,
      journal,
      endpoint,
      options: { seed, workDir: workDir.path, debug: debugRules(debug) },
    });
    const close = async () => {
      await stack.stopSingletons({ forGood: true });
      epoch.end();
      journal.close();
    };
    return { stack, close };
  };
  let current = open();
  let stopping: Promise<void> | undefined;
  const reset = async () => {
    const past = current;
    await past.close();
    events.clear();
    if (current === past && !stopping) current = open();
  };
  server.on(
    'request',
    createGateway(() => current.stack, createHostCheck([host, ...allowHosts]), {
      reset,
      startedInMs: Math.round((performance.now() - began) * 10) / 10,
    }),
  );

  const stop = () =>
    (stopping ??= (async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      await current.close();
      server.closeAllConnections();
      await closed;
      clock.stop();
      await workDir.remove();
    })());
  return {
    endpoint,
    port: bound,
    clock,
    events,
    get stack() {
      return current.stack;
    },
    reset,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

export type { Clock } from './clock/clock.ts';
export type { EventStream, Hop } from './events/events.ts';
export type { Stack } from './services/service.ts';
