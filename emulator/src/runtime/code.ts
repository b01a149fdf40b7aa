import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, fromBufferPromise } from 'yauzl';

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_UNZIPPED = 262_144_000;

const unpacking = new Map<string, Promise<string>>();

/** Unpacks a deployment package, once for each content, and gives the folder. Rejects for what is no ZIP archive. */
export function unpack(zip: Uint8Array, workDir: string): Promise<string> {
  const target = join(workDir, 'code', sha256(zip).toString('hex').slice(0, 32));
  if (existsSync(target)) return Promise.resolve(target);
  let pending = unpacking.get(target);
  if (!pending) {
    pending = unpackInto(zip, target).finally(() => unpacking.delete(target));
    unpacking.set(target, pending);
  }
  return pending;
}

/** Into a folder beside it first, so that the folder of that name is always complete. */
async function unpackInto(zip: Uint8Array, target: string): Promise<string> {
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const archive = await fromBufferPromise(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength));
  let total = 0;
  for await (const entry of archive.eachEntry()) {
    total += entry.uncompressedSize;
    if (total > MAX_UNZIPPED) throw new RangeError(`Unzipped size must be smaller than ${MAX_UNZIPPED} bytes`);
    await write(entry, partial, (file) => archive.openReadStreamPromise(file));
  }
  await rm(target, { recursive: true, force: true });
  await rename(partial, target);
  return target;
}

async function write(entry: Entry, folder: string, read: (entry: Entry) => Promise<Readable>) {
  const path = resolve(folder, entry.fileName);
  if (path !== folder && !path.startsWith(folder + sep)) throw new Error(`path outside of the package: ${entry.fileName}`);
  if (entry.fileName.endsWith('/')) return void (await mkdir(path, { recursive: true }));
  await mkdir(dirname(path), { recursive: true });
  const mode = (entry.externalFileAttributes >>> 16) & 0xffff;
  if ((mode & 0o170000) === 0o120000) {
    const link = Buffer.concat(await (await read(entry)).toArray()).toString();
    const end = resolve(dirname(path), link);
    if (!end.startsWith(folder + sep)) throw new Error(`link outside of the package: ${entry.fileName}`);
    return symlink(link, path);
  }
  await pipeline(await read(entry), createWriteStream(path));
  await chmod(path, (mode & 0o777) | 0o600 || 0o644);
}
