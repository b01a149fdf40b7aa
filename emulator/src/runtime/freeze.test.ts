import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startLambda } from '../services/lambda/testing.ts';

/** The state of a process, from /proc: T is stopped. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const stateOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '')[0];

async function stopped(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 250 && stateOf(pid) !== 'T'; tries++) await sleep(20);
  return stateOf(pid) === 'T';
}

const COUNTS = `
  let ticks = 0;
  export const handler = async () => {
    const before = ticks;
    setInterval(() => ticks++, 1);
    return { before, pid: process.pid };
  };`;

const STARTS_OTHERS = `
  import { spawn } from 'node:child_process';
  const child = spawn('sleep', ['60']);
  export const handler = async () => ({ child: child.pid, pid: process.pid });`;

const PRINTS = `
  export const handler = async () => {
    setTimeout(() => console.log('late line'), 300);
    return process.pid;
  };`;

test.runIf(process.platform === 'linux')('what runs on after the answer stands still, and goes on with the next invocation', async () => {
  const lambda = await startLambda();
  await lambda.create('counts', COUNTS);
  const first = (await lambda.invoke('counts')).result;
  expect(await stopped(first.pid)).toBe(true);
  await sleep(500);
  const second = (await lambda.invoke('counts')).result;
  expect(second.pid).toBe(first.pid);
  // half a second of millisecond ticks would be hundreds
  expect(second.before).toBeLessThan(150);
  expect(await stopped(first.pid)).toBe(true);
  expect((await lambda.invoke('counts')).result.before).toBeGreaterThan(second.before);
  await lambda.stop();
});

test.runIf(process.platform === 'linux')('what a handler started is frozen with it; the stack ends frozen ones too', async () => {
  const lambda = await startLambda();
  await lambda.create('starts', STARTS_OTHERS);
  const { child, pid } = (await lambda.invoke('starts')).result;
  expect(await stopped(pid)).toBe(true);
  expect(await stopped(child)).toBe(true);
  await lambda.stop();
  expect(() => stateOf(pid)).toThrow();
});

test('a line that is printed late belongs to the invocation that thawed it', async () => {
  const lambda = await startLambda();
  await lambda.create('prints', PRINTS);
  const first = await lambda.invoke('prints', {}, { LogType: 'Tail' });
  expect(first.log).not.toContain('late line');
  await sleep(400);
  const second = await lambda.invoke('prints', {}, { LogType: 'Tail' });
  await sleep(400);
  const third = await lambda.invoke('prints', {}, { LogType: 'Tail' });
  expect(second.log + third.log).toContain('late line');
  await lambda.stop();
});
