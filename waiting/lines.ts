import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Told {
  child: ChildProcess;
  /** What it says, a line of JSON each. */
  lines: AsyncIterable<Record<string, unknown>>;
  /** Rejects with what it printed on stderr unless it ended well. */
  ended: Promise<void>;
}

/** Starts one of the small programs beside this file. */
export function startProgram(
  file: string,
  args: string[],
  { env = {}, signal }: { env?: Record<string, string>; signal?: AbortSignal },
): Told {
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url)), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    killSignal: 'SIGKILL',
    ...(signal ? { signal } : {}),
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const ended = once(child, 'close').then(([code]) => {
    if (code !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${code}: ${complaint.slice(0, 1000)}`);
  });
  ended.catch(() => {});
  const { stdout } = child;
  async function* lines() {
    for await (const line of createInterface({ input: stdout })) yield JSON.parse(line) as Record<string, unknown>;
  }
  return { child, lines: lines(), ended };
}
