import { mkdir, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EXIT, UserError } from '../../compare/errors.ts';

/**
 * Makes the folder of --out, so that one which cannot be written to is refused before minutes are spent. What is there already is written
 * to first: permissions alone don't tell (root may write everywhere, and not in /proc), and Node's mkdir of a path there never ends.
 */
export async function needFolder(out: string | undefined): Promise<void> {
  if (out === undefined) return;
  const folder = resolve(out);
  try {
    await rmdir(await mkdtemp(join(await there(folder), '.pushpull-')));
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new UserError(
      `Nothing can be written to --out ${out}: ${(error as Error).message}. Name a folder that you may write to.`,
      EXIT.usage,
    );
  }
}

/** The folder, or the closest one above it that there is. */
async function there(path: string): Promise<string> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  return found ? path : there(dirname(path));
}
