import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { zip } from '../emulator/src/services/lambda/zip.ts';
import { run, start } from './support/command.ts';

const pushpull = (...args: string[]) => run('node', ['bin/pushpull.mjs', ...args]);

test('start --once --json: every mode, ledgers that add up, nothing lost', async () => {
  const { code, stdout, stderr } = await pushpull(
    'start',
    '--once',
    '--json',
    '--port',
    '0',
    '--shares',
    '8',
    '--rate',
    '20',
    '--photo',
    'photos/rocket.jpg',
  );
  expect(code, stderr).toBe(0);
  const { modes, target } = JSON.parse(stdout);
  expect(target).toBe('embedded');
  expect(modes.map(({ mode }: { mode: string }) => mode)).toEqual(['sync', 'async', 'push', 'pull']);
  for (const { ledger, answerMs, deliveredMs } of modes) {
    expect(ledger).toMatchObject({ sent: 8, addsUp: true, duplicates: 0, fates: { handled: 8, lost: 0 } });
    expect(answerMs.p50).toBeGreaterThan(0);
    expect(deliveredMs.p50).toBeGreaterThan(0);
  }
  expect(stderr).not.toMatch(/warning/i);
});

test.each([
  ['an unknown option', ['start', '--shrares', '3'], 2, '--shrares'],
  ['a rate of nothing', ['start', '--rate', '0'], 2, '--rate'],
  ['both --once and --keep', ['start', '--once', '--keep'], 2, '--keep'],
  ['an unknown command', ['strat'], 2, 'Did you mean start?'],
  ['a command that every object has', ['toString'], 2, 'toString'],
  ['a host that is a URL', ['up', '--port', '0', '--allow-host', 'http://stack'], 2, '"http://stack" is no name of a host'],
  ['a missing photo', ['start', '--photo', 'none.jpg'], 4, 'none.jpg'],
  ['an unknown command of localstack', ['localstack', 'nonsense'], 2, 'no command "nonsense"; it has up, down, install, status'],
  ['a time scale on LocalStack', ['start', '--target', 'localstack', '--time-scale', '5'], 2, '--time-scale'],
  ['a time scale on LocalStack, for a system', ['run', 'share', 'v1', '--target', 'localstack', '--time-scale', '5'], 2, '--time-scale'],
  ['a time scale for localstack itself', ['localstack', '--time-scale', '5'], 2, '--time-scale'],
  ['a seed for LocalStack', ['start', '--target', 'localstack', '--seed', '5'], 2, '--seed'],
  ['a photo that is no image', ['start', '--photo', 'package.json'], 4, 'not an image'],
])('%s: a clear error and its exit code', async (_, args, code, named) => {
  const result = await pushpull(...args);
  expect(result.code).toBe(code);
  expect(result.stderr).toContain(named);
  expect(result.stderr).not.toContain('    at ');
});

test('the systems that there are, for a machine', async () => {
  const { code, stdout } = await pushpull('run', '--json');
  expect(code).toBe(0);
  const systems = JSON.parse(stdout);
  expect(systems.map(({ name }: { name: string }) => name)).toContain('share');
  for (const { title, question, variants } of systems) {
    expect([typeof title, typeof question]).toEqual(['string', 'string']);
    expect(variants.length).toBeGreaterThan(0);
  }
});

test('the help of localstack has the options of up, which it is without a command', async () => {
  const { code, stdout } = await pushpull('localstack', '--help');
  expect(code).toBe(0);
  for (const named of ['--no-docker', '--no-compare', '--detach', 'down', 'status']) expect(stdout).toContain(named);
});

test('a port in use: exit code 3, and what to do', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  for (const command of ['up', 'start']) {
    const { code, stderr } = await pushpull(command, '--port', String(port));
    expect(code).toBe(3);
    expect(stderr).toContain(`Port ${port} is in use`);
  }
  server.close();
});

test('up prints one line when ready, answers health, and ends on SIGTERM', async () => {
  const up = start('node', ['bin/pushpull.ts', 'up', '--port', '0']);
  const [, endpoint] = await up.saw(/^ready: (\S+)/);
  expect(await (await fetch(`${endpoint}/_emulator/health`)).json()).toMatchObject({ status: 'ready' });
  up.kill('SIGTERM');
  expect((await up.done).stdout.trim().split('\n')).toHaveLength(1);
  await expect(fetch(`${endpoint}/_emulator/health`)).rejects.toThrow();
});

test.each([
  ['the warm-up', [], 100],
  ['a load that an outage is to come in', ['--outage', '2'], 4000],
])('Ctrl-C in %s ends everything that was started', async (_, args, ms) => {
  const running = start('node', ['bin/pushpull.ts', 'start', '--once', '--port', '0', '--shares', '500', ...args]);
  const [, endpoint] = await running.saw(/^stack\s+(\S+)/m);
  await running.saw(/photo .* is /);
  await sleep(ms);
  running.kill('SIGINT');
  const { code, stderr } = await running.done;
  expect(code, stderr).toBe(130);
  expect(stderr).not.toContain('    at ');
  await expect(fetch(`${endpoint}/_emulator/health`)).rejects.toThrow();
});

test('up started by npx ends when npx is killed, which passes no signal on', async () => {
  const npx = start('sh', ['-c', 'node bin/pushpull.ts up --port 0; true'], { env: { npm_command: 'exec' } });
  const [, endpoint] = await npx.saw(/^ready: (\S+)/);
  npx.kill('SIGKILL');
  await npx.done;
  await expect(fetch(`${endpoint}/_emulator/health`)).rejects.toThrow();
});

test('up --debug announces the debugger of each function, and refuses what is no port', async () => {
  const up = start('node', ['bin/pushpull.ts', 'up', '--port', '0', '--debug', 'look*=0']);
  const [, endpoint] = await up.saw(/^ready: (\S+)/);
  const lambda = new LambdaClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  const Code = { ZipFile: zip({ 'index.mjs': 'export const handler = async () => 1' }) };
  const settings = { Role: 'arn:aws:iam::000000000000:role/r', Runtime: 'nodejs24.x' as const, Handler: 'index.handler', Code };
  for (const FunctionName of ['other', 'looked-at']) await lambda.send(new CreateFunctionCommand({ FunctionName, ...settings }));
  const [, port] = await up.saw(/debugger: looked-at 127\.0\.0\.1:(\d+)/);
  expect(await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()).toMatchObject([{ title: 'looked-at' }]);
  up.kill('SIGTERM');
  expect((await up.done).output).not.toContain('other');
  const wrong = await pushpull('up', '--debug', 'name=ninety');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('name=ninety')]);
});
