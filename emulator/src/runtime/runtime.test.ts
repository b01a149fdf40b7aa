import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startLambda } from '../services/lambda/testing.ts';
import { runtimeOf } from './runtime.ts';

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const PID = 'export const handler = async () => process.pid';

async function eventually(check: () => boolean, ms = 5000) {
  for (const end = Date.now() + ms; !check() && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 20));
  return check();
}

test('stop ends every process; an invocation in flight ends as one whose process was killed', async () => {
  const lambda = await startLambda();
  await lambda.create('pid', PID);
  await lambda.create('hangs', 'export const handler = () => new Promise(() => setInterval(() => {}, 1000))', { Timeout: 60 });
  const pid = (await lambda.invoke('pid')).result;
  const hanging = lambda.invoke('hangs').catch(() => 'cut off');
  await lambda.emulator.events.waitFor((hop) => hop.type === 'lambda.started' && hop.resource?.endsWith(':hangs') === true);
  await lambda.stop();
  expect(alive(pid)).toBe(false);
  await hanging;
});

test('reset ends processes as well, and functions made afterwards run', async () => {
  const lambda = await startLambda();
  await lambda.create('pid', PID);
  const before = (await lambda.invoke('pid')).result;
  await lambda.emulator.reset();
  expect(alive(before)).toBe(false);
  await expect(lambda.invoke('pid')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await lambda.create('pid', PID);
  expect((await lambda.invoke('pid')).result).not.toBe(before);
  await lambda.stop();
});

test('processes go when the emulator is killed', async () => {
  const source = `
    import { startLambda } from ${JSON.stringify(fileURLToPath(new URL('../services/lambda/testing.ts', import.meta.url)))};
    const lambda = await startLambda();
    await lambda.create('pid', ${JSON.stringify(PID)});
    console.log((await lambda.invoke('pid')).result);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<number>((resolve) =>
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(Number(text))),
  );
  expect(alive(pid)).toBe(true);
  child.kill('SIGKILL');
  expect(await eventually(() => !alive(pid))).toBe(true);
}, 20_000);

test('a crash costs its environment alone; TMPDIR is its own and goes with it', async () => {
  const lambda = await startLambda();
  await lambda.create(
    'moody',
    'import { writeFileSync } from "node:fs"; export const handler = async (e) => { if (e.die) process.kill(process.pid, "SIGKILL"); writeFileSync(process.env.TMPDIR + "/f", "x"); return process.pid }',
  );
  const first = (await lambda.invoke('moody')).result;
  expect((await lambda.invoke('moody')).result).toBe(first);
  const dead = await lambda.invoke('moody', { die: true });
  expect(dead.result).toMatchObject({ errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('signal: killed') });
  expect((await lambda.invoke('moody')).result).not.toBe(first);
  expect(await eventually(() => readdirSync(`${lambda.emulator.stack.options.workDir}/tmp`).length === 1)).toBe(true);
  await lambda.stop();
});

test('log lines reach CloudWatch Logs', async () => {
  const lambda = await startLambda();
  const { stack } = lambda.emulator;
  const owner = { account: '000000000000', region: 'us-east-1' };
  await lambda.create('logs', 'export const handler = async () => console.log("hello")');
  const { $metadata } = await lambda.invoke('logs');
  // END and REPORT follow when the process has said that it has printed all.
  await lambda.invoke('logs', {}, { LogType: 'Tail' });
  await runtimeOf(stack).flushLogs();
  const { logStreams } = await stack.call<{ logStreams: { logStreamName: string }[] }>(
    'logs',
    'DescribeLogStreams',
    { logGroupName: '/aws/lambda/logs' },
    owner,
  );
  expect(logStreams[0]?.logStreamName).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
  const { events } = await stack.call<{ events: { message: string }[] }>(
    'logs',
    'GetLogEvents',
    { logGroupName: '/aws/lambda/logs', logStreamName: logStreams[0]?.logStreamName, startFromHead: true },
    owner,
  );
  const kinds = events.slice(0, 5).map(({ message }) => message.split(/[\s]/)[0]);
  expect([kinds[0], kinds[1], kinds[3], kinds[4]]).toEqual(['INIT_START', 'START', 'END', 'REPORT']);
  expect(events[2]?.message).toContain(`\t${$metadata.requestId}\tINFO\thello`);
  await lambda.stop();
});

test('JSON logs are objects, from the level on that is asked for', async () => {
  const lambda = await startLambda();
  await lambda.create('json', 'export const handler = async () => { console.debug("no"); console.warn("yes", 1); console.log({ a: 1 }) }', {
    LoggingConfig: { LogFormat: 'JSON' },
  });
  const { log, $metadata } = await lambda.invoke('json', {}, { LogType: 'Tail' });
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map((line) => line.type ?? line.level)).toEqual(['platform.start', 'WARN', 'INFO', 'platform.report']);
  expect(lines[1]).toMatchObject({ message: 'yes 1', requestId: $metadata.requestId });
  expect(lines[2].message).toEqual({ a: 1 });
  await lambda.stop();
});

test('NODE_OPTIONS and a wrapper are honoured', async () => {
  const lambda = await startLambda();
  await lambda.create('options', 'export const handler = async () => [process.env.FROM_WRAPPER, new Error().stack.split("\\n").length]', {
    Environment: { Variables: { NODE_OPTIONS: '--stack-trace-limit=0' } },
  });
  expect((await lambda.invoke('options')).result).toEqual([null, 1]);
  await lambda.create(
    'wrapped',
    {
      'index.mjs': 'export const handler = async () => process.env.FROM_WRAPPER',
      'wrap*': '#!/bin/sh\nexport FROM_WRAPPER=yes\nexec "$@"\n',
    },
    { Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: '/var/task/wrap' } } },
  );
  expect((await lambda.invoke('wrapped')).result).toBe('yes');
  await lambda.stop();
});

test('one caller after the other needs one environment', async () => {
  const lambda = await startLambda();
  await lambda.create('pid', PID);
  const pids = new Set<number>();
  for (let i = 0; i < 20; i++) pids.add((await lambda.invoke('pid')).result);
  expect(pids.size).toBe(1);
  expect(
    lambda.emulator.events.since(0).filter((hop) => hop.type === 'lambda.environment' && hop.detail?.state === 'starting'),
  ).toHaveLength(1);
  await lambda.stop();
});

test('loading that takes longer than 10 s is begun again within the invocation, which has its own timeout', async () => {
  const lambda = await startLambda();
  await lambda.create('heavy', 'const end = Date.now() + 60000; while (Date.now() < end); export const handler = async () => 1', {
    Timeout: 1,
  });
  expect((await lambda.invoke('heavy')).result).toMatchObject({ errorType: 'Sandbox.Timedout' });
  await lambda.stop();
}, 20_000);
