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
  onLine?(line: string): void;
  signal?: AbortSignal;
}

/** Runs a program to its end; never throws for a program that fails, and kills it when `signal` says so. */
export function run(command: string, args: string[], { cwd, env, onLine, signal }: RunOptions = {}): Promise<Ran> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    const take = (chunk: string) => {
      output += chunk;
      if (onLine) for (const line of chunk.split(/[\r\n]+/)) if (line.trim()) onLine(line.trim());
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('error', (error) => resolve({ output: output || error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The last lines, for an error message. */
export const tail = (text: string, lines = 15) => text.trimEnd().split('\n').slice(-lines).join('\n');
