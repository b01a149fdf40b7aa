import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
  file = join(folder, 'install.lock');
});
afterEach(() => rm(folder, { recursive: true }));

/** Many at once, each of whom finds nobody else at work: the most that were. */
async function mostAtOnce(many: number): Promise<number> {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    for (let i = 0; i < 5; i++) await turn();
    inside--;
  };
  await Promise.all(Array.from({ length: many }, () => withLock(file, work)));
  return most;
}

/** Another process that holds the lock until its input ends. */
async function anotherHolder() {
  const script = `
    import { once } from 'node:events';
    import { withLock } from '${new URL('./lock.ts', import.meta.url).href}';
    await withLock(${JSON.stringify(file)}, async () => {
      console.log('held');
      await once(process.stdin.resume(), 'end');
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  await once(child.stdout, 'data');
  return { child, gone };
}

test('one at a time, and nothing is left', async () => {
  expect(await mostAtOnce(8)).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test.each([
  ['that is empty', ''],
  ['of an older version', '4711'],
  ['of a process that has gone', '0123456789abcdef 4194300 99'],
  ['of a process whose number is another one’s now', `0123456789abcdef ${process.pid} 99`],
])('a lock %s is taken over by one of all who wait', async (_, text) => {
  await writeFile(file, text);
  expect(await mostAtOnce(8)).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

test('one who was killed holds no longer, though nobody cleaned up', async () => {
  const { child, gone } = await anotherHolder();
  child.kill('SIGKILL');
  await gone;
  expect(await readFile(file, 'utf8')).toContain(` ${child.pid} `);
  expect(await mostAtOnce(4)).toBe(1);
});

test('who waits is told for whom, and may give up', async () => {
  const { child, gone } = await anotherHolder();
  const controller = new AbortController();
  const waitedFor: number[] = [];
  const waiting = withLock(file, async () => 'got it', {
    signal: controller.signal,
    onWait: (pid) => {
      waitedFor.push(pid);
      controller.abort(new Error('Interrupted'));
    },
  });
  await expect(waiting).rejects.toThrow('Interrupted');
  expect(waitedFor).toEqual([child.pid]);
  const next = withLock(file, async () => 'got it');
  child.stdin.end();
  expect(await next).toBe('got it');
  await gone;
});

test('work that fails lets go', async () => {
  await expect(
    withLock(file, async () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await readdir(folder)).toEqual([]);
});
