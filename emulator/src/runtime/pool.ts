import { type Environment, type Host, startEnvironment } from './environment.ts';
import { type FunctionSpec, INIT_LIMIT_MS, type Invocation, isNode, type Outcome } from './spec.ts';

/** The environments of one function version. */
export interface Pool {
  readonly spec: FunctionSpec;
  invoke(invocation: Invocation): Promise<Outcome>;
  /** Ends what has been idle since before that time (performance.now()). */
  reap(before: number): void;
  /** Takes no more work; each environment goes when it has done what it is at. */
  retire(): void;
  stop(): Promise<void>;
}

interface Waiting {
  invocation: Invocation;
  resolve(outcome: Outcome): void;
}

/** Processes are started a few at a time: more at once would only make all of them late. */
export interface StartGate {
  enter(start: () => void): void;
  leave(): void;
}

export function createStartGate(limit: number): StartGate {
  let active = 0;
  const queue: (() => void)[] = [];
  const next = () => {
    while (active < limit) {
      const start = queue.shift();
      if (!start) return;
      active++;
      start();
    }
  };
  return {
    enter(start) {
      queue.push(start);
      next();
    },
    leave() {
      active--;
      next();
    },
  };
}

export function createPool(spec: FunctionSpec, host: Host, gate: StartGate): Pool {
  const all = new Set<Environment>();
  /** Most recently used last. */
  const idle: Environment[] = [];
  const waiting: Waiting[] = [];
  /** Those that are being started, or wait for the gate. */
  let coming = 0;
  const starting = new Set<Environment>();
  let retired = false;

  /** An invocation goes to whichever environment is free first: a new one, or one that has just finished. */
  function hand(environment: Environment) {
    if (starting.delete(environment)) {
      coming--;
      gate.leave();
      if (isNode(spec.runtime) && !retired) host.spares.want(spec.memoryMb);
    }
    const next = waiting.shift();
    if (next) void environment.invoke(next.invocation).then(next.resolve);
    else if (retired) void environment.stop();
    else idle.push(environment);
  }

  function start(limitMs = INIT_LIMIT_MS, second = false) {
    coming++;
    gate.enter(() => {
      if (waiting.length === 0) {
        coming--;
        gate.leave();
        return;
      }
      const environment = startEnvironment(
        spec,
        host,
        {
          idle: hand,
          initTimedOut: () => waiting.length > 0 && start(spec.timeoutMs, true),
          ended(gone) {
            all.delete(gone);
            if (idle.includes(gone)) idle.splice(idle.indexOf(gone), 1);
            if (!starting.delete(gone)) return;
            coming--;
            gate.leave();
          },
        },
        limitMs,
        second,
      );
      all.add(environment);
      starting.add(environment);
    });
  }

  return {
    spec,
    invoke(invocation) {
      const environment = idle.pop();
      if (environment) return environment.invoke(invocation);
      return new Promise((resolve) => {
        waiting.push({ invocation, resolve });
        if (coming < waiting.length) start();
      });
    },
    reap(before) {
      for (const environment of idle.filter(({ idleSince }) => idleSince < before)) void environment.stop();
    },
    retire() {
      retired = true;
      for (const environment of [...idle]) void environment.stop();
    },
    async stop() {
      retired = true;
      waiting.length = 0;
      await Promise.all([...all].map((environment) => environment.stop()));
    },
  };
}
