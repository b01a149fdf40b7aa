import { AwsError } from '../services/errors.ts';
import { type Environment, type Host, startEnvironment } from './environment.ts';
import { type FunctionSpec, INIT_LIMIT_MS, type Invocation, isNode, type Outcome } from './spec.ts';

/** The environments of one function version. */
export interface Pool {
  readonly spec: FunctionSpec;
  invoke(invocation: Invocation): Promise<Outcome>;
  /** Starts an environment if there is none. */
  warm(): void;
  /** Ends what has been idle since before that time (performance.now()). */
  reap(before: number): void;
  /** Takes no more work; each environment goes when it has done what it is at. */
  retire(gone: () => void): void;
  stop(): Promise<void>;
}

interface Waiting {
  invocation: Invocation;
  resolve(outcome: Outcome): void;
  reject(reason: Error): void;
}

/**
 * How long an environment that has answered may take to ask for more before another is started in its stead: about what a start takes.
 * It takes a millisecond, and many on a machine so busy that one more process would only make it slower.
 */
const GRACE_MS = 250;

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
  /** Those that have answered and will ask for more in a moment. */
  const returning = new Map<Environment, NodeJS.Timeout>();
  let retired = false;
  let gone = () => {};
  /** A person can follow one environment at a time. */
  const limit = host.debuggers.of(spec) ? 1 : Number.POSITIVE_INFINITY;
  const total = () => all.size + coming - starting.size;

  function run(environment: Environment, { invocation, resolve }: Pick<Waiting, 'invocation' | 'resolve'>) {
    void environment.invoke(invocation).then((outcome) => {
      if (all.has(environment)) {
        const late = () => {
          returning.delete(environment);
          startMissing();
        };
        returning.set(environment, setTimeout(late, GRACE_MS).unref());
      }
      resolve(outcome);
    });
  }

  function returned(environment: Environment) {
    clearTimeout(returning.get(environment));
    returning.delete(environment);
  }

  /** It is up, or has gone without ever being so. */
  function started(environment: Environment) {
    if (!starting.delete(environment)) return;
    coming--;
    gate.leave();
  }

  /** An invocation goes to whichever environment is free first: a new one, or one that has just finished. */
  function hand(environment: Environment) {
    if (starting.has(environment) && isNode(spec.runtime) && !retired) host.spares.want(spec.memoryMb);
    started(environment);
    returned(environment);
    const next = waiting.shift();
    if (next) run(environment, next);
    // What failed to load when nobody waited (another was free first) has nobody to tell.
    else if (retired || environment.failed) void environment.stop();
    else idle.push(environment);
  }

  /** Says so once a pool that takes no more work has none left. */
  function checkGone() {
    if (retired && all.size === 0 && coming === 0) gone();
  }

  function startMissing() {
    while (coming + returning.size < waiting.length && total() < limit) start();
  }

  function start({ limitMs = INIT_LIMIT_MS, second = false, ahead = false } = {}) {
    coming++;
    gate.enter(() => {
      if (waiting.length === 0 && !ahead) {
        coming--;
        gate.leave();
        return checkGone();
      }
      const events = {
        idle: hand,
        initTimedOut(late: Environment) {
          started(late);
          if (waiting.length > coming) start({ limitMs: spec.timeoutMs, second: true });
        },
        ended(past: Environment) {
          all.delete(past);
          returned(past);
          if (idle.includes(past)) idle.splice(idle.indexOf(past), 1);
          started(past);
          startMissing();
          checkGone();
        },
      };
      const environment = startEnvironment(spec, host, events, limitMs, second);
      all.add(environment);
      starting.add(environment);
    });
  }

  return {
    spec,
    invoke(invocation) {
      const environment = idle.pop();
      return new Promise((resolve, reject) => {
        if (environment) return run(environment, { invocation, resolve });
        waiting.push({ invocation, resolve, reject });
        startMissing();
      });
    },
    warm() {
      if (total() === 0 && !retired) start({ ahead: true });
    },
    reap(before) {
      if (host.debuggers.of(spec)?.attached) return;
      for (const environment of idle.filter(({ idleSince }) => idleSince < before)) void environment.stop();
    },
    retire(whenGone) {
      retired = true;
      gone = whenGone;
      for (const environment of [...idle]) void environment.stop();
      checkGone();
    },
    async stop() {
      retired = true;
      for (const { reject } of waiting.splice(0))
        reject(new AwsError('ServiceException', 'The embedded stack is stopping', { status: 503 }));
      await Promise.all([...all].map((environment) => environment.stop()));
    },
  };
}
