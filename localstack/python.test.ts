import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findJavaHome } from './java.ts';
import { findPython } from './python.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'python-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A program that prints this and ends with that. */
async function program(path: string, output: string, code = 0): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\nprintf '%s\\n' '${output}'\nexit ${code}\n`);
  await chmod(file, 0o755);
  return file;
}
const env = (more: Record<string, string> = {}) => ({ PATH: `${folder}/bin`, HOME: folder, ...more });

test('3.13 is taken, wherever it is', async () => {
  await program('bin/python3', '/usr/bin/python3.11\n3.11.2');
  await program('.pyenv/versions/3.13.5/bin/python3', '/pyenv/python3.13\n3.13.5');
  expect(await findPython(env())).toEqual({ path: '/pyenv/python3.13', version: '3.13.5' });
  await program('bin/python3.13', '/usr/bin/python3.13\n3.13.1');
  expect(await findPython(env())).toEqual({ path: '/usr/bin/python3.13', version: '3.13.1' });
});

test('without it, what was found and what to install is said', async () => {
  await expect(findPython(env())).rejects.toThrow(/needs Python 3\.13, and there is no Python[\s\S]*apt install python3\.13/);
  await program('bin/python3', '/usr/bin/python3.11\n3.11.2');
  await expect(findPython(env())).rejects.toThrow('needs Python 3.13; found: 3.11.2');
});

test('PUSHPULL_PYTHON has to fit', async () => {
  const old = await program('old', '/usr/bin/python3.11\n3.11.2');
  await expect(findPython(env({ PUSHPULL_PYTHON: old }))).rejects.toThrow(`PUSHPULL_PYTHON=${old} is Python 3.11.2`);
  await expect(findPython(env({ PUSHPULL_PYTHON: '/none' }))).rejects.toThrow('PUSHPULL_PYTHON=/none cannot be run');
});

const properties = (version: string) =>
  `    java.home = /opt/java\n    java.specification.version = ${version}\n    java.version = ${version}.0.1`;

test('Java 17 or newer', async () => {
  await expect(findJavaHome(env())).rejects.toThrow('needs Java 17 or newer: none was found');
  await program('bin/java', properties('11'));
  await expect(findJavaHome(env())).rejects.toThrow('Java 11.0.1 was found');
  await program('bin/java', properties('21'));
  expect(await findJavaHome(env())).toBe('/opt/java');
});
