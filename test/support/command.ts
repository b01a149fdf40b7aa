import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Both, as a terminal would show them. */
  output: string;
}

export interface Running {
  pid: number;
  done: Promise<Result>;
  /** Resolves when the output matches. */
  saw(pattern: RegExp): Promise<RegExpMatchArray>;
  kill(signal: NodeJS.Signals): void;
  /** Reads its stdout no more, as `head` and an interrupted `tee` do. */
  stopReading(): void;
}

/** Runs a command of the project as its user would, with its own Node first on the PATH and none of the user's AWS settings. */
export function start(
  command: string,
  args: string[],
  { env = {}, timeoutMs = 540_000 }: { env?: Record<string, string>; timeoutMs?: number } = {},
): Running {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && name !== 'NODE_OPTIONS'));
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...inherited, PATH: `${ROOT}/node_modules/.bin${delimiter}${process.env.PATH}`, NO_COLOR: '1', ...env },
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  let output = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    output += chunk;
    for (const listener of listeners) listener();
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
    output += chunk;
    for (const listener of listeners) listener();
  });
  const done = new Promise<Result>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr, output }));
  });
  return {
    pid: child.pid as number,
    done,
    saw: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = output.match(pattern);
          if (!match) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        look();
        void done.then(({ code }) => reject(new Error(`${command} ended (${code}) before ${pattern}:\n${output}`)));
      }),
    kill: (signal) => void child.kill(signal),
    stopReading: () => void child.stdout.destroy(),
  };
}

export const run = (...args: Parameters<typeof start>): Promise<Result> => start(...args).done;
