import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run, start } from '../test/support/command.ts';
import { install } from './install.ts';
import { startedBy } from './processes.ts';

/** The same installation under a home of its own, so that a LocalStack somebody has up is neither in the way nor ended. */
let home: string;
beforeAll(async () => {
  const installed = await install();
  home = await mkdtemp(join(tmpdir(), 'localstack-home-'));
  for (const part of ['venv', 'dynamodb-local', 'kinesis-local', 'stamps.json'])
    await symlink(join(installed.home, part), join(home, part));
});
afterAll(() => rm(home, { recursive: true }));

const command = (...args: string[]): Parameters<typeof start> => [
  'node',
  ['bin/pushpull.ts', 'localstack', ...args],
  { env: { PUSHPULL_LOCALSTACK_HOME: home }, timeoutMs: 800_000 },
];
const folders = async () => (await readdir(join(home, 'servers'))).map((name) => join(home, 'servers', name));

test('up compares the modes and stays; another terminal finds it running, and ends it', async () => {
  const up = start(...command('up', '--no-docker', '--port', '0', '--shares', '4'));
  const [, endpoint] = await up.saw(/LocalStack 4\.14\.0 without Docker is healthy at (\S+)/);
  await up.saw(/LocalStack stays up; Ctrl-C ends it\.[\s\S]*cdk diff/);
  const second = await run(...command('--no-docker', '--port', '0'));
  expect([second.code, second.stderr]).toEqual([1, expect.stringContaining(`runs already, at ${endpoint}`)]);
  expect((await run(...command('status'))).stdout).toContain(`${endpoint} (process `);
  expect((await run(...command('down'))).stdout).toContain(`LocalStack at ${endpoint} has ended`);
  const { code, stdout, stderr } = await up.done;
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/= handled +│ +4 │ +4 │ +4 │ +4 │/);
  expect(stderr).toContain('LocalStack has been ended.');
  expect(await folders()).toEqual([]);
  // a minute and a half, and more than three on a busy machine
}, 900_000);

test.each([
  ['the start', /starting LocalStack|is healthy/],
  ['the deployment', /cdk: |cdk deploy/],
])(
  'Ctrl-C in %s ends all that was started, and says so',
  async (_, moment) => {
    const up = start(...command('up', '--no-docker', '--port', '0'));
    await up.saw(moment);
    const [folder = ''] = await folders();
    up.kill('SIGINT');
    const { code, stderr } = await up.done;
    expect([code, stderr.trim().split('\n').at(-1)]).toEqual([130, 'Interrupted: ending everything that was started …']);
    expect([await startedBy(folder), await folders()]).toEqual([[], []]);
  },
  900_000,
);
