import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startLambda } from '../services/lambda/testing.ts';
import { stateOf, untilStopped } from './testing.ts';

const COUNTS = `
  import { writeFileSync } from 'node:fs';
  let ticks = 0;
  const file = process.env.TMPDIR + '/ticks';
  export const handler = async () => {
    const before = ticks;
    writeFileSync(file, String(ticks));
    setInterval(() => writeFileSync(file, String(++ticks)), 1);
    return { before, pid: process.pid, file };
  };`;

const STARTS_OTHERS = `
  import { spawn } from 'node:child_process';
  const child = spawn('sleep', ['60']);
  export const handler = async () => ({ child: child.pid, pid: process.pid });`;

/** Prints once there is a file; the second invocation answers when that is done. */
const PRINTS = `
  import { existsSync } from 'node:fs';
  const file = process.env.TMPDIR + '/print';
  const printed = Promise.withResolvers();
  const look = () => {
    if (!existsSync(file)) return setTimeout(look, 5);
    console.log('late line');
    printed.resolve();
  };
  let calls = 0;
  export const handler = async () => {
    if (++calls === 1) look();
    else await printed.promise;
    return { pid: process.pid, file };
  };`;

test.runIf(process.platform === 'linux')('what runs on after the answer stands still, and goes on with the next invocation', async () => {
  const lambda = await startLambda();
  await lambda.create('counts', COUNTS);
  const first = (await lambda.invoke('counts')).result;
  await untilStopped(first.pid);
  const ticks = readFileSync(first.file, 'utf8');
  await sleep(300);
  expect(readFileSync(first.file, 'utf8')).toBe(ticks);
  const second = (await lambda.invoke('counts')).result;
  expect(second.pid).toBe(first.pid);
  expect(second.before).toBeGreaterThanOrEqual(Number(ticks));
  await untilStopped(first.pid);
  expect((await lambda.invoke('counts')).result.before).toBeGreaterThan(second.before);
  await lambda.stop();
});

test.runIf(process.platform === 'linux')('what a handler started is frozen with it; the stack ends frozen ones too', async () => {
  const lambda = await startLambda();
  await lambda.create('starts', STARTS_OTHERS);
  const { child, pid } = (await lambda.invoke('starts')).result;
  await untilStopped(pid);
  await untilStopped(child);
  await lambda.stop();
  expect(() => stateOf(pid)).toThrow();
});

test.runIf(process.platform === 'linux')('a line that is printed late belongs to the invocation that thawed it', async () => {
  const lambda = await startLambda();
  await lambda.create('prints', PRINTS, { Timeout: 60 });
  const first = await lambda.invoke('prints', {}, { LogType: 'Tail' });
  await untilStopped(first.result.pid);
  writeFileSync(first.result.file, '');
  const second = await lambda.invoke('prints', {}, { LogType: 'Tail' });
  expect(first.log).not.toContain('late line');
  expect(second.log).toContain('late line');
  await lambda.stop();
});
