import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Those that are still there. */
const folders = new Set<string>();

/** A process that ends at once, as at a second Ctrl-C, leaves none behind either. */
function removeAll() {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** A folder for what functions are unpacked into; it goes with `remove`, or with this process. */
export async function makeWorkDir(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'pushpull-'));
  if (folders.size === 0) process.on('exit', removeAll);
  folders.add(path);
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, force: true });
      folders.delete(path);
      if (folders.size === 0) process.off('exit', removeAll);
    },
  };
}
