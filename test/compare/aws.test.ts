import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from 'pushpull-emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../../compare/lab/run.ts';
import { leftOvers } from '../../targets/left-overs.ts';
import { findStacks } from '../../targets/stacks.ts';
import { run, start } from '../support/command.ts';

const REGION = 'us-east-1';
const ACCOUNT = '111122223333';

/** There is no account to try it on, so that the embedded stack plays AWS (test/aws.test.ts). */
describe('pushpull compare --target aws', () => {
  let emulator: Emulator;
  let env: Record<string, string>;
  let folder: string;
  const args = (...more: string[]) => [
    ...['bin/pushpull.ts', 'compare', 'rest', '--target', 'aws', '--region', REGION, '--allow-endpoint', '--modes', 'push,worker'],
    ...['--rate', '1', '--messages', '4', '--repetitions', '1', ...more],
  ];
  const clients = () => ({
    ...{
      endpoint: emulator.endpoint,
      region: REGION,
      credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'not-a-secret' },
      maxAttempts: 1,
    },
    requestHandler: { connectionTimeout: 60_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
  });

  beforeAll(async () => {
    emulator = await startEmulator({ port: 0 });
    env = { AWS_ENDPOINT_URL: emulator.endpoint, AWS_ACCESS_KEY_ID: ACCOUNT, AWS_SECRET_ACCESS_KEY: 'not-a-secret' };
    folder = await mkdtemp(join(tmpdir(), 'pushpull-lab-aws-'));
    const bootstrap = ['bootstrap', `aws://${ACCOUNT}/${REGION}`, '-c', 'systems=share', '--output', join(folder, 'cdk.out')];
    const { code, output } = await run('cdk', bootstrap, { env: { ...env, AWS_REGION: REGION } });
    expect(code, output).toBe(0);
  });
  afterAll(async () => {
    await emulator.stop();
    await rm(folder, { recursive: true });
  });

  test('says where, what, how long and how much, and asks before anything is there', async () => {
    const { code, stderr } = await run('node', args(), { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`account +${ACCOUNT}`));
    expect(stderr).toMatch(/deploys +PushpullLab and PushpullLabThirdParty, with the tags project=pushpull, service=lab, run=[0-9a-f]{8}/);
    expect(stderr).toMatch(/takes +\d+ minutes, and \d+ at most\ncosts +\S*\$0\.\d\d at most/m);
    expect(stderr).toContain('--yes agrees');
    expect(await findStacks(clients())).toEqual([]);
  });

  test('measures with signed requests from outside, states settings and clocks; --keep keeps, and the next run deletes all, also after Ctrl-C', async () => {
    const out = join(folder, 'out');
    const kept = await run('node', args('--yes', '--keep', '--out', out), { env });
    // a busy machine may be too late for figures, and only for those
    if (kept.code !== 0) expect(kept.output).toContain('The generator fell behind');
    const found = JSON.parse(await readFile(join(out, 'run.json'), 'utf8')) as Run;
    expect(found.rows.filter(({ repetition }) => repetition === 1).map(({ fate }) => fate)).toEqual(Array(8).fill('handled'));
    expect(found.retries).toBeUndefined();
    expect(found.target).toMatchObject({ name: 'aws', settings: expect.arrayContaining([expect.stringContaining('long polls of 20 s')]) });
    expect(kept.stdout.replaceAll('\n', ' ')).toMatch(/Two clocks: .* AWS’s was \S+ m?s (ahead|behind)/);
    const stacks = await findStacks(clients());
    expect(stacks.map(({ name }) => name).sort()).toEqual(['PushpullLab', 'PushpullLabThirdParty']);

    // a Ctrl-C ends the other end of the pipe too, just when there is a repetition to print
    const again = start('node', args('--yes', '--repetitions', '3'), { env });
    await again.saw(/PushpullLab.* of an earlier run/);
    await again.saw(/2\/3 .*sent/);
    again.stopReading();
    again.kill('SIGINT');
    const { code, output } = await again.done;
    expect(code, output).toBe(130);
    expect(output).toContain('Interrupted: what has begun is ended');
    expect(output).toContain('Nothing of the lab is left in the account.');
    expect(await findStacks(clients())).toEqual([]);
    expect(await leftOvers(clients(), stacks)).toEqual([]);
  });
});
