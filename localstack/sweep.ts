import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseIdentity, runs } from './identity.ts';
import { killAll, startedBy } from './processes.ts';

/** Takes away what a server left that was killed together with whoever started it: its folder, and DynamoDB Local, which outlives it. */
export async function sweep(servers: string): Promise<void> {
  for (const name of await readdir(servers).catch(() => [])) {
    const folder = join(servers, name);
    const owner = parseIdentity(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''));
    // one without an owner is only just being made
    if (!owner || (await runs(owner))) continue;
    killAll(await startedBy(folder));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
