import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zip } from '../services/lambda/zip.ts';
import { unpack } from './code.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'code-'));
});
afterAll(() => rm(dir, { recursive: true }));

test('unpacks files, folders and modes, once for each content', async () => {
  const bytes = zip({ 'a/b.txt': 'hello', 'run*': '#!/bin/sh' });
  const [one, two] = await Promise.all([unpack(bytes, dir), unpack(bytes, dir)]);
  expect(one).toBe(two);
  expect(await readFile(join(one, 'a/b.txt'), 'utf8')).toBe('hello');
  expect((await stat(join(one, 'run'))).mode & 0o111).not.toBe(0);
  expect((await readdir(join(dir, 'code'))).filter((name) => name.endsWith('.partial'))).toEqual([]);
});

test.each(['../out.txt', '/out.txt', 'a/../../out.txt'])('nothing gets outside: %s', async (name) => {
  await expect(unpack(zip({ [name]: 'x' }), dir)).rejects.toThrow();
  expect(existsSync(join(dir, 'out.txt')) || existsSync(join(dir, 'code', 'out.txt')) || existsSync('/out.txt')).toBe(false);
});

test('what is no archive is refused', () => expect(unpack(Buffer.from('no'), dir)).rejects.toThrow());
