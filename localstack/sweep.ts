import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isLocalStack, killAll, mentioning } from './processes.ts';

/** Takes away what a server left that was killed together with whoever started it: its folder, and DynamoDB Local, which outlives it. */
export async function sweep(servers: string): Promise<void> {
  for (const name of await readdir(servers).catch(() => [])) {
    const folder = join(servers, name);
    const pid = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''));
    // one without a process id is only just being started
    if (!pid || (await isLocalStack(pid))) continue;
    killAll(await mentioning(folder));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
