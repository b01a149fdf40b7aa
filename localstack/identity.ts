import { readFile } from 'node:fs/promises';
import { run } from './run.ts';

/** A process by more than its number, which the system gives to another one some day. */
export interface Identity {
  pid: number;
  /** When it began, as the system counts: the same text for as long as the process lives. */
  started: string;
}

/** Who has that number now; undefined: nobody, or one that has ended and only waits to be noticed. */
export async function identify(pid: number): Promise<Identity | undefined> {
  const started = (await fromProc(pid)) ?? (await fromPs(pid));
  return started ? { pid, started } : undefined;
}

/** Whether that very process still runs. */
export const runs = async ({ pid, started }: Identity): Promise<boolean> => (await identify(pid))?.started === started;

export const identityText = ({ pid, started }: Identity) => `${pid} ${started}`;

/** Of `identityText`; undefined for anything else. */
export function parseIdentity(text: string): Identity | undefined {
  const [, pid, started] = /^(\d+) (\S.*)$/.exec(text.trim()) ?? [];
  return pid && started ? { pid: Number(pid), started } : undefined;
}

/**
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: its second field is a name in brackets, which may hold anything. A killed
 * process is a zombie as soon as its first thread has gone, while others still hold its memory and its connections, for 80 ms at times.
 */
async function fromProc(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [threads, started] = [Number(fields[16]), fields[18]];
  const over = !state || state === 'X' || (state === 'Z' && threads <= 1);
  return over ? undefined : started;
}

/** Where there is no /proc. */
async function fromPs(pid: number): Promise<string | undefined> {
  const { output } = await run('ps', ['-o', 'state=', '-o', 'lstart=', '-p', String(pid)], { env: { LC_ALL: 'C', TZ: 'UTC' } });
  const [, state, started] = /^\s*(\S)\S*\s+(\S.*?)\s*$/.exec(output) ?? [];
  return state && state !== 'Z' ? started : undefined;
}
