import type { Stack } from '../../services/service.ts';
import type { FunctionSpec } from '../spec.ts';
import { type DebugPort, type Inspector, openDebugPort } from './port.ts';
import { ruleFor } from './rules.ts';

/** The debugger of one function, whichever of its versions runs. */
export interface Debugger {
  readonly attached: boolean;
  /** The port that it announces; absent while it opens, and when that failed. */
  readonly port: number | undefined;
  /** An environment's inspector listens; it goes with the environment. */
  listening(inspector: Inspector): void;
  gone(inspector: Inspector): void;
  /** Calls back when the first client has come, and when the last has left. */
  subscribe(listener: (attached: boolean) => void): () => void;
}

export interface DebuggerInfo {
  functionName: string;
  functionArn: string;
  port?: number;
  webSocketDebuggerUrl?: string;
  attached: boolean;
  /** Why there is none. */
  error?: string;
}

export interface Debuggers {
  /** Of that function; undefined when it isn't debugged. */
  of(spec: FunctionSpec): Debugger | undefined;
  /** Opens the port of a function that is to be debugged, or brings it up to date. `warm` starts an environment if there is none. */
  expect(spec: FunctionSpec, warm: () => void): void;
  /** The function has gone. */
  forget(functionArn: string): void;
  /** Whether somebody can attach to that function. */
  debugs(functionArn: string): boolean;
  /** Whether somebody is attached to that function. */
  attachedTo(functionArn: string): boolean;
  list(): DebuggerInfo[];
  stop(): void;
}

interface Entry extends Debugger {
  warm(): void;
  close(): void;
  info(): DebuggerInfo;
}

export const debuggersOf = (stack: Stack): Debuggers => stack.singleton('runtime.debuggers', createDebuggers);

/** How long an environment may take until its inspector listens. */
const PATIENCE_MS = 15_000;

function createDebuggers(stack: Stack): Debuggers {
  const entries = new Map<string, Entry>();

  function open(spec: FunctionSpec, wanted: number): Entry {
    const listeners = new Set<(attached: boolean) => void>();
    let clients = 0;
    /** Of the environments there are, the newest last; more than one only while one takes the place of another, or of several versions. */
    const inspectors: Inspector[] = [];
    let arrived = Promise.withResolvers<Inspector>();
    let port: DebugPort | undefined;
    let problem: string | undefined;
    let closed = false;

    const emit = (state: string, detail: object = {}) =>
      stack.events.emit({
        type: 'lambda.debugger',
        resource: spec.functionArn,
        detail: { state, functionName: spec.name, port: port?.port ?? wanted, ...detail },
      });

    const entry: Entry = {
      warm() {},
      get attached() {
        return clients > 0;
      },
      get port() {
        return port?.port;
      },
      listening(there) {
        inspectors.push(there);
        arrived.resolve(there);
      },
      gone(there) {
        if (inspectors.includes(there)) inspectors.splice(inspectors.indexOf(there), 1);
        if (inspectors.length === 0) arrived = Promise.withResolvers();
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      close() {
        closed = true;
        port?.close();
        entries.delete(spec.functionArn);
      },
      info: () => ({
        functionName: spec.name,
        functionArn: spec.functionArn,
        ...(port ? { port: port.port, webSocketDebuggerUrl: port.url } : {}),
        attached: clients > 0,
        ...(problem ? { error: problem } : {}),
      }),
    };

    const owner = {
      name: spec.name,
      async inspector() {
        const there = inspectors.at(-1);
        if (there) return there;
        entry.warm();
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new Error('no environment')), PATIENCE_MS).unref();
        });
        return Promise.race([arrived.promise, late]).finally(() => clearTimeout(timer));
      },
      clients(count: number) {
        const before = clients > 0;
        clients = count;
        if (before === count > 0) return;
        emit(count > 0 ? 'attached' : 'detached');
        for (const listener of listeners) listener(count > 0);
      },
    };
    openDebugPort(wanted, owner).then(
      (opened) => {
        port = opened;
        if (closed) return opened.close();
        emit('listening', { url: opened.url });
      },
      (error: Error) => {
        problem = error.message;
        emit('failed', { error: problem });
      },
    );
    entries.set(spec.functionArn, entry);
    return entry;
  }

  const all = () => [...entries.values()];
  return {
    of: (spec) => entries.get(spec.functionArn),
    expect(spec, warm) {
      const rule = ruleFor(stack.options.debug ?? [], spec.name, spec.variables);
      let entry = entries.get(spec.functionArn);
      if (!rule) return entry?.close();
      entry ??= open(spec, rule.port);
      entry.warm = warm;
    },
    forget: (functionArn) => entries.get(functionArn)?.close(),
    debugs: (functionArn) => entries.has(functionArn),
    attachedTo: (functionArn) => entries.get(functionArn)?.attached ?? false,
    list: () => all().map((entry) => entry.info()),
    stop() {
      for (const entry of all()) entry.close();
    },
  };
}
