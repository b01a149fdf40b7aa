import { descendants } from './processes.ts';
import { run } from './run.ts';

/** The process of a function whose name contains `name`, among those that this LocalStack runs. */
export async function functionProcess(localstackPid: number, name: string): Promise<number | undefined> {
  const pids = await descendants(localstackPid);
  if (pids.length === 0) return undefined;
  // e: with their environment, which says whose function it is
  const { output } = await run('ps', ['eww', '-o', 'pid=', '-o', 'command=', '-p', pids.join(',')]);
  for (const line of output.split('\n')) {
    const [, pid, , found] = /^\s*(\d+) (.*)\bAWS_LAMBDA_FUNCTION_NAME=(\S+)/.exec(line) ?? [];
    if (pid && found?.includes(name)) return Number(pid);
  }
  return undefined;
}
