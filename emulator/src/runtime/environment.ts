import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rm } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '../services/service.ts';
import { createDeadline, type Deadline } from './debug/deadline.ts';
import type { Debuggers } from './debug/debuggers.ts';
import { withoutDebugger } from './debug/output.ts';
import type { Inspector } from './debug/port.ts';
import { createFreezer } from './freeze.ts';
import { type Guard, killGroup } from './guard.ts';
import { createInvocationLog } from './invocation-log.ts';
import { launch, type Process } from './launch.ts';
import { platformLines } from './log-lines.ts';
import type { LogSink } from './log-sink.ts';
import { readOutput } from './output.ts';
import { openRuntimeApi, type RuntimeApi } from './runtime-api.ts';
import { ended, type Spares } from './spares.ts';
import { type FunctionSpec, type Invocation, isNode, isPython, type Outcome } from './spec.ts';
import { variablesOf } from './variables.ts';

/** What all environments of a stack share. */
export interface Host {
  stack: Stack;
  spares: Spares;
  guard: Guard;
  debuggers: Debuggers;
  sink: LogSink;
}

export interface EnvironmentEvents {
  /** It waits for an invocation; also when its init failed: then it has one answer to give, the error. */
  idle(environment: Environment): void;
  /** Loading took longer than the limit, and nobody has been answered. */
  initTimedOut(environment: Environment): void;
  ended(environment: Environment): void;
}

/** One execution environment: one process and its Runtime API, working on one invocation at a time. */
export interface Environment {
  readonly spec: FunctionSpec;
  /** performance.now() when it was last idle. */
  idleSince: number;
  /** Its init failed; what it answers to its first and last invocation is that. */
  readonly failed: boolean;
  invoke(invocation: Invocation): Promise<Outcome>;
  stop(): Promise<void>;
}

interface Running {
  invocation: Invocation;
  began: number;
  cold: boolean;
  deadline: Deadline | undefined;
  settle(outcome: Outcome): void;
}

/** What the context of an invocation says is left of its time, when a debugger is attached from its beginning. */
const DEBUGGED_MS = 3_600_000;

const bytes = (value: object) => Buffer.from(JSON.stringify(value));

/** `initLimitMs`: 10 s; or the function's timeout when loading took longer than that once, as AWS then loads again within the invocation. */
export function startEnvironment(
  spec: FunctionSpec,
  host: Host,
  events: EnvironmentEvents,
  initLimitMs: number,
  second = false,
): Environment {
  const { stack } = host;
  const id = randomUUID().replaceAll('-', '');
  const day = new Date(stack.clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  const logStream = `${day}/[${spec.version}]${id}`;
  const tmpDir = join(stack.options.workDir, 'tmp', id);
  const marked = isNode(spec.runtime) || isPython(spec.runtime);
  const log = createInvocationLog(host.sink.stream(spec, spec.logGroup, logStream), marked);
  const lines = platformLines(spec, () => stack.clock.now());
  const began = performance.now();

  let child: Process | undefined;
  let api: RuntimeApi | undefined;
  let running: Running | undefined;
  let initMs: number | undefined;
  let initError: { payload: Buffer; status: 'error' | 'timeout' } | undefined;
  let over: Promise<void> | undefined;

  // While somebody is attached, no limit runs: who looks at a breakpoint takes longer than any function may
  const debug = isNode(spec.runtime) ? host.debuggers.of(spec) : undefined;
  const endHolding = debug?.subscribe((attached) => {
    initDeadline.hold(attached);
    running?.deadline?.hold(attached);
  });
  // one that is debugged goes on: its inspector has to answer at any time
  const freezer = debug ? undefined : createFreezer(() => child);
  let inspector: Inspector | undefined;
  const listening = (there: Inspector) => {
    inspector = there;
    if (!over) debug?.listening(there);
  };
  const endDebug = () => {
    endHolding?.();
    if (inspector) debug?.gone(inspector);
  };

  const emit = (state: string, detail: object = {}) =>
    stack.events.emit({
      type: 'lambda.environment',
      resource: spec.versionArn,
      detail: { state, environment: id, pid: child?.pid, ...detail },
    });

  /** What was used in truth, even where AWS would have ended the process at its memory size: here nothing does. */
  function maxMemoryMb(): number {
    try {
      const kb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child?.pid}/status`, 'utf8'))?.[1];
      if (kb) return Math.ceil(Number(kb) / 1024);
    } catch {
      // The process has gone, or the system has no /proc.
    }
    return spec.memoryMb;
  }

  /** Gives the invocation its outcome; its END and REPORT lines follow when all its output has been read. */
  function finish(status: Outcome['status'], payload: Buffer, wait = true) {
    const done = running;
    if (!done) return;
    running = undefined;
    done.deadline?.cancel();
    const durationMs = status === 'timeout' && !initError ? spec.timeoutMs : performance.now() - done.began;
    const init = done.cold ? (initMs ?? 0) : undefined;
    const billedMs = Math.ceil(durationMs + (init ?? 0));
    const requestId = done.invocation.requestId;
    const text = log.finish(
      () => lines.end({ requestId, durationMs, billedMs, maxMemoryMb: maxMemoryMb(), initMs: init, status }),
      wait && marked,
    );
    done.settle({ status, payload, durationMs, billedMs, initMs: init, cold: done.cold, log: () => text });
  }

  const timedOut = (requestId: string) => {
    const seconds = (spec.timeoutMs / 1000).toFixed(2);
    for (const line of lines.timeout(requestId, seconds)) log.write(line);
    return bytes({ errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds` });
  };

  function initFailed(payload: Buffer, status: 'error' | 'timeout' = 'error') {
    if (over || initError || initMs !== undefined) return;
    initDeadline.cancel();
    initMs = performance.now() - began;
    initError = { payload, status };
    if (child) killGroup(child);
    events.idle(environment);
  }

  /** The process went by itself: mid-way through an invocation, while loading, or for no reason at all. */
  function exited(code: number | null, signal: string | null) {
    const reason = signal
      ? `exited with error: signal: ${SIGNAL_NAMES[signal] ?? signal.toLowerCase()}`
      : code === 0
        ? 'exited without providing a reason'
        : `exited with error: exit status ${code}`;
    if (initMs === undefined) return initFailed(bytes({ errorType: 'Runtime.ExitError', errorMessage: `Error: Runtime ${reason}` }));
    if (initError) return;
    if (running)
      finish(
        'error',
        bytes({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${running.invocation.requestId} Error: Runtime ${reason}` }),
        false,
      );
    void environment.stop();
  }

  const mine = (requestId: string) => running?.invocation.requestId === requestId;

  async function start() {
    log.write(lines.init());
    mkdirSync(tmpDir, { recursive: true });
    api = await openRuntimeApi({
      next() {
        if (initError || over) return;
        if (initMs === undefined) {
          initDeadline.cancel();
          initMs = performance.now() - began;
          emit('ready', { initMs });
        }
        environment.idleSince = performance.now();
        freezer?.idle();
        events.idle(environment);
      },
      response: (requestId, body) => mine(requestId) && finish('ok', body),
      error: (requestId, body) => mine(requestId) && finish('error', body),
      tooLarge: (requestId) =>
        mine(requestId) &&
        finish(
          'error',
          bytes({
            errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
            errorType: 'Function.ResponseSizeTooLarge',
          }),
        ),
      initError: (body) => initFailed(body),
    });
    if (over) return api.close();
    const place = {
      endpoint: stack.endpoint,
      runtimeApi: api.address,
      logStream,
      tmpDir,
      cacheDir: join(stack.options.workDir, 'compile-cache'),
    };
    const process = launch(spec, variablesOf(spec, place), { ...host, debugged: debug !== undefined });
    child = process;
    process.stdin.on('error', () => {});
    readOutput(process, { line: debug ? withoutDebugger(log.write, listening) : log.write, end: log.complete });
    process.once('error', (error) =>
      initFailed(bytes({ errorType: 'Runtime.InvalidEntrypoint', errorMessage: `Error: ${error.message}` })),
    );
    process.once('exit', (code, signal) => {
      // What it printed last may still be in the pipe.
      const last = setTimeout(() => exited(code, signal), 20);
      process.once('close', () => {
        clearTimeout(last);
        exited(code, signal);
      });
    });
  }

  const initDeadline = createDeadline(initLimitMs, debug?.attached ?? false, () => {
    if (!second) {
      events.initTimedOut(environment);
      return void environment.stop();
    }
    initFailed(Buffer.alloc(0), 'timeout');
  });

  const environment: Environment = {
    spec,
    idleSince: began,
    get failed() {
      return initError !== undefined;
    },
    invoke(invocation) {
      freezer?.thaw();
      return new Promise((settle) => {
        const cold = !used;
        used = true;
        running = { invocation, began: performance.now(), cold, deadline: undefined, settle };
        log.begin(invocation.requestId, lines.start(invocation.requestId));
        invocation.started?.(cold);
        if (initError) {
          finish(initError.status, initError.status === 'timeout' ? timedOut(invocation.requestId) : initError.payload, false);
          return void environment.stop();
        }
        running.deadline = createDeadline(spec.timeoutMs, debug?.attached ?? false, () => {
          finish('timeout', timedOut(invocation.requestId), false);
          void environment.stop();
        });
        api?.hand(invocation, Date.now() + (debug?.attached ? Math.max(spec.timeoutMs, DEBUGGED_MS) : spec.timeoutMs));
      });
    },
    stop() {
      over ??= (async () => {
        initDeadline.cancel();
        freezer?.thaw();
        endDebug();
        events.ended(environment);
        if (running)
          finish(
            'error',
            bytes({
              errorType: 'Runtime.ExitError',
              errorMessage: `RequestId: ${running.invocation.requestId} Error: Runtime exited with error: signal: killed`,
            }),
            false,
          );
        if (child) {
          const gone = ended(child);
          killGroup(child);
          await gone;
        }
        api?.close();
        emit('ended');
        rm(tmpDir, { recursive: true, force: true }, () => {});
      })();
      return over;
    },
  };
  let used = false;
  emit('starting', debug ? { debugPort: debug.port } : {});
  start().catch((error: Error) => initFailed(bytes({ errorType: 'Runtime.Unknown', errorMessage: error.message })));
  return environment;
}

const SIGNAL_NAMES: Record<string, string> = {
  SIGKILL: 'killed',
  SIGABRT: 'aborted',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};
