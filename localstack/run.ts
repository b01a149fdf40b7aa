import { spawn } from 'node:child_process';

export interface Ran {
  /** Absent: it could not be started, mostly because there is no such program. */
  code?: number;
  /** Its output and errors, in the order in which they came. */
  output: string;
}

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** Whole lines, however they came; what a progress bar overwrites is a line too. */
  onLine?(line: string): void;
  signal?: AbortSignal | undefined;
}

/** Runs a program to its end; never throws for a program that fails. When `signal` says so it is ended, and then the signal's reason thrown. */
export function run(command: string, args: string[], { cwd, env, onLine, signal }: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    let output = '';
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const end = () => void child.kill();
    signal?.addEventListener('abort', end, { once: true });
    const over = (ran: Ran) => {
      signal?.removeEventListener('abort', end);
      if (signal?.aborted) reject(signal.reason);
      else resolve(ran);
    };
    for (const stream of [child.stdout, child.stderr]) {
      const lines = lineSplitter(onLine);
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        lines.take(chunk);
      });
      stream.once('end', lines.end);
    }
    child.once('error', (error) => over({ output: output || error.message }));
    child.once('close', (code) => over({ code: code ?? 1, output }));
  });
}

/** Chunks end anywhere, lines where they end. */
function lineSplitter(onLine: (line: string) => void = () => {}) {
  let rest = '';
  const say = (line: string) => {
    if (line.trim()) onLine(line.trim());
  };
  return {
    take(chunk: string) {
      const lines = (rest + chunk).split(/[\r\n]+/);
      rest = lines.pop() ?? '';
      for (const line of lines) say(line);
    },
    end: () => say(rest),
  };
}

/** The last lines, for an error message. */
export const tail = (text: string, lines = 15) => text.trimEnd().split('\n').slice(-lines).join('\n');
