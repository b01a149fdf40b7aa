import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The state of a process, from /proc: T is stopped. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export const stateOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '')[0];

/** Resolves once an environment's process is frozen: it has answered, and waits for the next invocation. Linux only; for tests. */
export async function untilStopped(pid: number): Promise<void> {
  while (stateOf(pid) !== 'T') await sleep(20);
}
