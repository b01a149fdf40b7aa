import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from 'pushpull-emulator';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { assertLocal, isLoopback, leaks, localEnvironment } from '../targets/guard.ts';
import { run } from './support/command.ts';

const REGION = 'us-east-1';
/** AWS's own example of a key: it looks like a real one, and isn't. */
const REAL_LOOKING = 'AKIAIOSFODNN7EXAMPLE';

/** Plays the real AWS: whatever reaches it is a leak. */
let aws: Server;
let awsUrl: string;
let received: string[] = [];
let emulator: Emulator;
let folder: string;

beforeAll(async () => {
  aws = createServer((request, response) => {
    received.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    response.end('<Account>999999999999</Account>');
  });
  await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
  awsUrl = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
  emulator = await startEmulator({ port: 0 });
  folder = mkdtempSync(join(tmpdir(), 'pushpull-guard-'));
});
afterEach(() => {
  received = [];
});
afterAll(async () => {
  await emulator.stop();
  await new Promise((resolve) => aws.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** A user's configuration whose every profile leads to "AWS", by all ways that there are. */
function userOfAws(): Record<string, string> {
  const config = join(folder, 'config');
  const all = `region = eu-west-1\nendpoint_url = ${awsUrl}\nservices = s\naws_access_key_id = ${REAL_LOOKING}\naws_secret_access_key = x\n`;
  const services = ['s3', 'sts', 'cloudformation', 'ssm', 'iam', 'ecr', 'lambda', 'sqs', 'sns']
    .map((name) => `${name} =\n  endpoint_url = ${awsUrl}`)
    .join('\n');
  writeFileSync(config, `[default]\n${all}\n[profile work]\n${all}\n[services s]\n${services}\n`);
  return {
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: config,
    AWS_PROFILE: 'work',
    AWS_ACCESS_KEY_ID: REAL_LOOKING,
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_SESSION_TOKEN: 'y',
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ENDPOINT_URL_S3: awsUrl,
    AWS_ENDPOINT_URL_STS: awsUrl,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
    AWS_REGION: 'eu-west-1',
    CDK_DEFAULT_ACCOUNT: '999999999999',
  };
}

describe('a deployment to a local target', () => {
  it('reaches that target alone, whatever the user has configured', async () => {
    const { code, output } = await run('node', ['bin/pushpull.ts', 'deploy', '-c', 'systems=share', '--endpoint', emulator.endpoint], {
      env: userOfAws(),
    });
    expect(code, output).toBe(0);
    expect(received).toEqual([]);
  });

  it('leaves nothing of the user in the environment of a command', async () => {
    const env = localEnvironment({ endpoint: emulator.endpoint, region: REGION, accessKeyId: '000000000000' }, userOfAws());
    expect(JSON.stringify(env)).not.toMatch(new RegExp(`${REAL_LOOKING}|${awsUrl}|999999999999|work`));
    const { code, output } = await run('cdk', ['bootstrap', `aws://000000000000/${REGION}`, '--output', join(folder, 'bootstrap')], {
      env,
    });
    expect(code, output).toBe(0);
    expect(received).toEqual([]);
  });
});

describe('assertLocal', () => {
  const target = (endpoint: string, accessKeyId = '000000000000') => ({ endpoint, region: REGION, accessKeyId });

  it('takes a local stack, in the account that was asked for', async () => {
    await assertLocal(target(emulator.endpoint));
    await assertLocal(target(emulator.endpoint, '123456789012'));
  });

  it.each(['https://sts.amazonaws.com', 'http://192.0.2.1:4566', 'http://127.0.0.1.example.com', 'nonsense'])(
    'asks nothing of %s',
    async (endpoint) => {
      await expect(assertLocal(target(endpoint))).rejects.toThrow('not on this machine');
    },
  );

  it('refuses what says that it is another account, and sends it nothing real', async () => {
    await expect(assertLocal(target(awsUrl))).rejects.toThrow('says 999999999999');
    expect(received).toHaveLength(1);
    expect(received[0]).toContain('Credential=000000000000/');
  });

  it('says so where nothing answers', async () => {
    await expect(assertLocal(target('http://127.0.0.1:9'))).rejects.toThrow('Nothing at http://127.0.0.1:9 answers');
  });
});

describe('cdk by hand', () => {
  const good = () => ({
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: REGION,
  });

  it('is stopped before anything is deployed, where a part of it would go elsewhere', async () => {
    const env = { ...good(), AWS_ENDPOINT_URL_S3: awsUrl };
    const { code, output } = await run(
      'cdk',
      ['deploy', '--all', '-c', 'systems=share', '--require-approval', 'never', '--output', join(folder, 'out')],
      { env },
    );
    expect(code).not.toBe(0);
    expect(output).toContain(`AWS_ENDPOINT_URL_S3=${awsUrl} leads elsewhere`);
    expect(received).toEqual([]);
  });

  it('does not follow a profile: the variable stands above its endpoint_url and services', async () => {
    const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE } = userOfAws();
    const env = {
      ...good(),
      AWS_CONFIG_FILE: AWS_CONFIG_FILE as string,
      AWS_SHARED_CREDENTIALS_FILE: AWS_SHARED_CREDENTIALS_FILE as string,
    };
    const { code, output } = await run('cdk', ['diff', '--output', join(folder, 'out')], { env });
    expect(code, output).toBe(0);
    expect(received).toEqual([]);
  });

  it.each([
    [{ AWS_ENDPOINT_URL_S3: 'https://s3.amazonaws.com' }, 'AWS_ENDPOINT_URL_S3'],
    [{ AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' }, 'AWS_ENDPOINT_URL_STS'],
    [{ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' }, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'],
    [{ CDK_DEFAULT_ACCOUNT: '999999999999' }, '999999999999'],
    [{ AWS_ACCESS_KEY_ID: REAL_LOOKING }, 'AWS_ACCESS_KEY_ID'],
  ])('finds the leak in %o', (more, named) => {
    const found = leaks({ ...good(), ...more });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(named);
  });

  it('finds none where there is none', () => {
    expect(leaks(good())).toEqual([]);
    expect(leaks({ ...good(), AWS_ACCESS_KEY_ID: '123456789012', CDK_DEFAULT_ACCOUNT: '123456789012' })).toEqual([]);
    // what cdklocal sets
    const local = {
      AWS_ENDPOINT_URL: 'http://localhost.localstack.cloud:4566',
      AWS_ENDPOINT_URL_S3: 'http://s3.localhost.localstack.cloud:4566',
    };
    expect(leaks(local)).toEqual([]);
    expect(leaks({ AWS_ACCESS_KEY_ID: REAL_LOOKING, CDK_DEFAULT_ACCOUNT: '999999999999' })).toEqual([]);
  });

  it('knows the names of this machine', () => {
    for (const url of ['http://localhost:1', 'http://127.3.2.1', 'http://[::1]:4566', 'http://x.localhost'])
      expect(isLoopback(url)).toBe(true);
    for (const url of ['http://localhost.example.com', 'http://10.0.0.1', 'http://1270.0.0.1.example', ''])
      expect(isLoopback(url)).toBe(false);
  });
});
