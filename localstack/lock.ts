import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Identity, identify, identityText, parseIdentity, runs } from './identity.ts';

const LOOK_AGAIN_MS = 200;

export interface LockOptions {
  /** Called once, when another process holds it. */
  onWait?(pid: number): void;
  /** Ends the waiting. */
  signal?: AbortSignal | undefined;
}

/**
 * Runs `work` while this process holds the lock file. One that was left behind is taken over: that of a process which has gone, even if another
 * has its number by now, and one that says nothing.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, { onWait, signal }: LockOptions = {}): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  const token = randomBytes(8).toString('hex');
  const mine = `${token} ${identityText((await identify(process.pid)) as Identity)}`;
  for (let told = false; !(await take(file, mine, token)); ) {
    signal?.throwIfAborted();
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const [, theirs, who = ''] = /^([0-9a-f]+) (.*)$/s.exec(text) ?? [];
    const holder = parseIdentity(who);
    if (!holder || !(await runs(holder))) {
      await takeAway(file, text, theirs ?? 'unknown', signal);
      continue;
    }
    if (!told) onWait?.(holder.pid);
    told = true;
    await sleep(LOOK_AGAIN_MS, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
  }
  const clean = () => rmSync(file, { force: true });
  // a second Ctrl-C ends the process without a word to anybody
  process.once('exit', clean);
  try {
    return await work();
  } finally {
    process.off('exit', clean);
    clean();
  }
}

/** Written elsewhere and linked: whoever sees the lock sees all that is in it, and one alone gets it. */
async function take(file: string, text: string, token: string): Promise<boolean> {
  const whole = `${file}.${token}.new`;
  await writeFile(whole, text);
  try {
    await link(whole, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(whole, { force: true });
  }
}

/** Of all who found it left behind, one looks again and removes it: under a lock of its own, lest another's new one goes instead. */
const takeAway = (file: string, text: string, token: string, signal: AbortSignal | undefined): Promise<void> =>
  withLock(
    `${file}.${token}`,
    async () => {
      if ((await readFile(file, 'utf8').catch(() => '')) === text) await rm(file, { force: true });
    },
    { signal },
  );
