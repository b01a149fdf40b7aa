import { readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { run } from './run.ts';

/** In the environment of a LocalStack that was started here, and so of what it starts: the folder of its state. */
export const MARK = 'PUSHPULL_SERVER';

/** All processes that descend from this one, by `ps`: some are in process groups of their own. */
export async function descendants(pid: number): Promise<number[]> {
  const { output } = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  const children = new Map<number, number[]>();
  for (const line of output.split('\n')) {
    const [child, parent] = line.trim().split(/\s+/).map(Number);
    if (child && parent) children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const found: number[] = [];
  for (let next = [pid]; next.length > 0; ) {
    next = next.flatMap((parent) => children.get(parent) ?? []);
    found.push(...next);
  }
  return found;
}

/** All processes that the LocalStack of this folder started, or that is it, even after it has gone: by their environment, which nobody else's has. */
export async function startedBy(folder: string): Promise<number[]> {
  const { output } = await run('ps', ['-A', 'eww', '-o', 'pid=', '-o', 'command=']);
  const mark = `${MARK}=${folder}`;
  const pids = output.split('\n').flatMap((line) => (line.includes(mark) ? [Number.parseInt(line, 10)] : []));
  const sure = await Promise.all(pids.map((pid) => hasVariable(pid, mark)));
  return pids.filter((pid, at) => pid !== process.pid && sure[at]);
}

/** ps prints arguments and environment in one line: a command that only names the variable has it not. */
async function hasVariable(pid: number, variable: string): Promise<boolean> {
  if (platform() !== 'linux') return true;
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
  return environment.split('\0').includes(variable);
}

/** Kills each at once; those that have gone already are no matter. */
export function killAll(pids: number[]) {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // gone
    }
  }
}
