import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process from outside, in the middle of a wait: what Linux shows below /proc. */
export interface Sight {
  threads: number;
  /** Threads that stand in the kernel, by name, and in which of its functions: "main: anon_pipe_read". */
  stands: string[];
  /** Kernel objects without a file that it holds: "eventpoll", "io_uring". */
  holds: string[];
}

/** Threads that wait for work, in every Node: those of V8, of the debugger's signal, and idle ones of libuv's pool. */
const IDLE = /futex/;
/** A thread of V8's platform, which keeps its own timers: nothing of ours waits there. */
const NOT_OURS = /^DelayedTaskSche/;

const NAMES: Record<string, string> = { MainThread: 'main', WorkerThread: 'worker' };

/** undefined where there is no /proc (macOS), or where it is closed to us. */
export function sightOf(pid: number): Sight | undefined {
  const read = (path: string) => readFileSync(`/proc/${pid}/${path}`, 'utf8').trim();
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const stands = tasks.flatMap((task) => {
      const where = read(`task/${task}/wchan`);
      const name = read(`task/${task}/comm`);
      return where === '0' || where === '' || IDLE.test(where) || NOT_OURS.test(name) ? [] : [`${NAMES[name] ?? name}: ${where}`];
    });
    const links = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
    const holds = links.flatMap((link) => link.match(/^anon_inode:\[?(eventpoll|io_uring)\]?$/)?.[1] ?? []);
    return { threads: tasks.length, stands: [...new Set(stands)], holds: [...new Set(holds)].sort() };
  } catch {
    return undefined;
  }
}
