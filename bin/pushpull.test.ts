import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ENTRY = fileURLToPath(new URL('pushpull.mjs', import.meta.url));

const run = (args: string[]) =>
  new Promise<{ code: number | string | null | undefined; stdout: string; stderr: string }>((resolve) =>
    execFile(process.execPath, args, (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr })),
  );

test('an older Node is told so, and where the right one is', async () => {
  const older = `data:text/javascript,${encodeURIComponent("Object.defineProperty(process.versions, 'node', { value: '20.20.2' })")}`;
  const { code, stdout, stderr } = await run(['--import', older, ENTRY, '--help']);
  expect(stderr).toMatch(/^pushpull needs Node 24 or later, and this is 20\.20\.2 \(.+\)\. .*npm ci.*npx pushpull.*\n$/);
  expect([code, stdout]).toEqual([1, '']);
});

test('when nobody reads what it prints, it ends without a word', async () => {
  const child = spawn(process.execPath, [ENTRY, 'compare', '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (data) => void (stderr += data));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect([code, stderr]).toEqual([141, '']);
});

test('what has begun something ends it first, when nobody reads what it prints', async () => {
  const child = spawn(process.execPath, [ENTRY, 'up', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (data) => void (stderr += data));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code).toBe(0);
  expect(stderr).not.toContain('EPIPE');
});

test('packages that are not installed: what to run', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pushpull-entry-'));
  try {
    for (const part of ['bin', 'compare/errors.ts', 'package.json'])
      await cp(fileURLToPath(new URL(`../${part}`, import.meta.url)), join(folder, part), { recursive: true });
    const { code, stderr } = await run([join(folder, 'bin/pushpull.mjs'), 'up']);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^The package \S+ is not installed\. Run npm ci first\.\n$/)]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
