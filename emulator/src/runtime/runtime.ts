import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Stack } from '../services/service.ts';
import { debuggersOf } from './debug/debuggers.ts';
import type { Host } from './environment.ts';
import { createGuard } from './guard.ts';
import { createLogSink } from './log-sink.ts';
import { createPool, createStartGate, type Pool } from './pool.ts';
import { createSpares } from './spares.ts';
import { type FunctionSpec, type Invocation, isNode, type Outcome } from './spec.ts';

/** Runs functions: all environments of one stack. */
export interface Runtime {
  invoke(spec: FunctionSpec, invocation: Invocation): Promise<Outcome>;
  /** A function of that kind is there: its first cold start should find a spare process. */
  prepare(runtime: string, memoryMb: number): void;
  /** To be debugged: its debugger's port opens, and the first to attach starts an environment. */
  debug(spec: FunctionSpec): void;
  /** The version has changed or gone: its environments go as soon as they are free. */
  retire(versionArn: string): void;
  /** Writes the log lines that are still gathered. */
  flushLogs(): Promise<void>;
  stop(): Promise<void>;
}

/** Real time that an environment may stay idle, and how often that is looked at. */
const IDLE_MS = 10 * 60_000;
const REAP_EVERY_MS = 60_000;

export function runtimeOf(stack: Stack): Runtime {
  return stack.singleton('runtime', createRuntime);
}

function createRuntime(stack: Stack): Runtime {
  mkdirSync(stack.options.workDir, { recursive: true });
  const guard = createGuard();
  const host: Host = {
    stack,
    guard,
    debuggers: debuggersOf(stack),
    spares: createSpares(stack.options.workDir, guard),
    sink: createLogSink(stack),
  };
  const gate = createStartGate(Math.max(1, Math.floor(availableParallelism() / 2)));
  const pools = new Map<string, Pool>();
  const old = new Set<Pool>();
  const reaper = setInterval(() => {
    for (const pool of pools.values()) pool.reap(performance.now() - IDLE_MS);
  }, REAP_EVERY_MS).unref();

  function retire(versionArn: string) {
    const pool = pools.get(versionArn);
    if (!pool) return;
    pools.delete(versionArn);
    old.add(pool);
    pool.retire(() => old.delete(pool));
  }

  function poolOf(spec: FunctionSpec): Pool {
    let pool = pools.get(spec.versionArn);
    if (pool?.spec.revision === spec.revision) return pool;
    retire(spec.versionArn);
    host.debuggers.expect(spec, () => poolOf(spec).warm());
    pools.set(spec.versionArn, (pool = createPool(spec, host, gate)));
    return pool;
  }

  return {
    invoke: (spec, invocation) => poolOf(spec).invoke(invocation),
    debug: (spec) => void poolOf(spec),
    prepare(runtime, memoryMb) {
      if (isNode(runtime)) host.spares.want(memoryMb);
    },
    retire,
    flushLogs: () => host.sink.flush(),
    async stop() {
      clearInterval(reaper);
      host.sink.stop();
      await Promise.all([...pools.values(), ...old].map((pool) => pool.stop()));
      await host.spares.stop();
      await guard.stop();
    },
  };
}
