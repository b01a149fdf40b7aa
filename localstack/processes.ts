import { run } from './run.ts';

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

/** All processes whose command line names this folder. */
export async function mentioning(folder: string): Promise<number[]> {
  const { output } = await run('ps', ['-A', '-ww', '-o', 'pid=,command=']);
  const lines = output.split('\n').filter((line) => line.includes(`${folder}/`));
  return lines.map((line) => Number.parseInt(line, 10)).filter((pid) => pid > 0 && pid !== process.pid);
}

/** Whether the process of that number is a LocalStack: it may have gone, or the number be another's by now. */
export async function isLocalStack(pid: number): Promise<boolean> {
  const { output } = await run('ps', ['-o', 'command=', '-p', String(pid)]);
  return output.includes('localstack.runtime.main');
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
