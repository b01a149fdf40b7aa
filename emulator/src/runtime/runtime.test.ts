import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startLambda } from '../services/lambda/testing.ts';
import { runtimeOf } from './runtime.ts';

type Lambda = Awaited<ReturnType<typeof startLambda>>;

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const PID = 'export const handler = async () => process.pid';

async function eventually(check: () => boolean, ms = 60_000) {
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
});

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
});

const SLEEPER = 'import { spawn } from "node:child_process"; const start = () => spawn("sleep", ["600"], { stdio: "ignore" }).pid;';

test.each([
  ['when the stack stops', async (lambda: Lambda) => lambda.stop()],
  ['when its environment crashes', async (lambda: Lambda) => void (await lambda.invoke('parent', { next: 'crash' }))],
  ['when its environment is over its time', async (lambda: Lambda) => void (await lambda.invoke('parent', { next: 'hang' }))],
])('what a handler has started goes with its environment: %s', async (_, end) => {
  const lambda = await startLambda();
  await lambda.create(
    'parent',
    `${SLEEPER}
    export const handler = async ({ next }) => {
      if (next === 'crash') process.exit(1);
      if (next === 'hang') await new Promise((resolve) => setTimeout(resolve, 60_000));
      return start();
    }`,
  );
  const pid = (await lambda.invoke('parent')).result;
  expect(alive(pid)).toBe(true);
  await end(lambda);
  expect(await eventually(() => !alive(pid))).toBe(true);
  await lambda.stop();
});

test('when the emulator is killed, a handler that is busy goes too, and what it started', async () => {
  const busy = `${SLEEPER}
    import { writeSync } from 'node:fs';
    export const handler = async () => { console.log(JSON.stringify([process.pid, start()])); setTimeout(() => { for (;;); }, 50); await new Promise(() => {}); }`;
  const source = `
    import { startLambda } from ${JSON.stringify(fileURLToPath(new URL('../services/lambda/testing.ts', import.meta.url)))};
    import { runtimeOf } from ${JSON.stringify(fileURLToPath(new URL('./runtime.ts', import.meta.url)))};
    const lambda = await startLambda();
    const { stack } = lambda.emulator;
    await lambda.create('busy', ${JSON.stringify(busy)}, { Timeout: 60 });
    lambda.invoke('busy');
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await runtimeOf(stack).flushLogs();
      const call = (operation, input) => stack.call('logs', operation, { logGroupName: '/aws/lambda/busy', ...input }, { account: '000000000000', region: 'us-east-1' });
      const { events = [] } = await call('FilterLogEvents', {}).catch(() => ({}));
      const line = events.find(({ message }) => message.includes('INFO'));
      if (line) { console.log(line.message.split('\t').at(-1)); break; }
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pids = await new Promise<number[]>((resolve) =>
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(JSON.parse(text))),
  );
  expect(pids.map(alive)).toEqual([true, true]);
  child.kill('SIGKILL');
  expect(await eventually(() => !pids.some(alive))).toBe(true);
});

test('an environment that fails to load when nobody waits for it any more is forgotten', async () => {
  const lambda = await startLambda();
  // The first to load is quick, and answers while the second loads; that one goes on when all has been answered, and fails.
  const mark = (name: string) => join(lambda.emulator.stack.options.workDir, `mark-${name}`);
  await lambda.create(
    'flaky',
    `import { existsSync, writeFileSync } from 'node:fs';
    const mark = (name) => process.env.MARK + name;
    const marked = async (name) => { while (!existsSync(mark(name))) await new Promise((resolve) => setTimeout(resolve, 10)); };
    if (existsSync(mark('first'))) { writeFileSync(mark('second'), ''); await marked('answered'); throw new Error('no'); }
    writeFileSync(mark('first'), '');
    export const handler = async () => { await marked('second'); return 'fine'; };`,
    { Timeout: 60, Environment: { Variables: { MARK: mark('') } } },
  );
  const hops = (state: string) => lambda.emulator.events.since(0).filter((hop) => hop.detail?.state === state).length;
  const first = lambda.invoke('flaky');
  await lambda.emulator.events.waitFor((hop) => hop.detail?.state === 'ready');
  const second = lambda.invoke('flaky');
  expect([(await first).result, (await second).result]).toEqual(['fine', 'fine']);
  writeFileSync(mark('answered'), '');
  expect(await eventually(() => hops('starting') === 2 && hops('ended') === 1)).toBe(true);
  expect((await lambda.invoke('flaky')).result).toBe('fine');
  await lambda.stop();
});
