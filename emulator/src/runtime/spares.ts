import { type Guard, killGroup } from './guard.ts';
import { NODE_BOOTSTRAP, nodeFlags, type Process, spawnGroup } from './launch.ts';

/**
 * Node processes that are up already and wait to be told which function they are for, so that a cold start costs
 * loading the handler and not starting Node. The heap limit is set at the start, so each has a memory size.
 */
export interface Spares {
  /** One of that memory size, which leaves the spares; or undefined. */
  take(memoryMb: number): Process | undefined;
  /** Sees to it that there will be one of that size, soon. */
  want(memoryMb: number): void;
  stop(): Promise<void>;
}

const KEPT = 2;

export function createSpares(cwd: string, guard: Guard): Spares {
  let waiting: { memoryMb: number; child: Process }[] = [];
  let stopped = false;

  function add(memoryMb: number) {
    const env = { PATH: process.env.PATH ?? '', TZ: 'UTC', LANG: 'en_US.UTF-8' };
    const child = spawnGroup(process.execPath, [...nodeFlags(memoryMb), NODE_BOOTSTRAP, '--spare'], { env, cwd }, guard);
    const forget = () => {
      waiting = waiting.filter((spare) => spare.child !== child);
    };
    child.once('exit', forget).once('error', forget);
    child.stdin.on('error', forget);
    for (const stream of [child, ...child.stdio]) (stream as { unref?(): void } | null)?.unref?.();
    waiting.push({ memoryMb, child });
  }

  return {
    take(memoryMb) {
      const index = waiting.findIndex((spare) => spare.memoryMb === memoryMb);
      return index < 0 ? undefined : waiting.splice(index, 1)[0]?.child;
    },
    want(memoryMb) {
      if (stopped || waiting.filter((spare) => spare.memoryMb === memoryMb).length >= KEPT) return;
      add(memoryMb);
      // The size that was asked for last is the likeliest to be asked for next.
      if (waiting.length > KEPT) killGroup((waiting.shift() as { child: Process }).child);
    },
    async stop() {
      stopped = true;
      const ends = waiting.map(({ child }) => ended(child));
      for (const { child } of waiting) killGroup(child);
      waiting = [];
      await Promise.all(ends);
    },
  };
}

/** Resolves once the process has gone. */
export function ended(child: Process): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  // A spare doesn't keep the emulator's process alive, but who waits for its end does.
  child.ref();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}
