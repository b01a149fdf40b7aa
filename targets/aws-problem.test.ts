import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXIT, UserError } from '../compare/errors.ts';
import { awsTarget } from './aws.ts';
import { awsProblem } from './aws-problem.ts';

/** Nothing of the machine that the test runs on. */
let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'pushpull-aws-problem-'));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_CONFIG_FILE', join(home, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'credentials'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

const problemOf = async (options: Parameters<typeof awsTarget>[0]) => {
  const error = await awsTarget(options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  const { message, exitCode } = error as UserError;
  expect(message).not.toContain('\n');
  return [exitCode, message];
};

test('no region', async () => {
  expect(await problemOf({})).toEqual([EXIT.usage, expect.stringContaining('There is no region: give --region')]);
});

test('a region that is none', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  expect(await problemOf({ region: 'us east' })).toEqual([EXIT.usage, expect.stringContaining('"us east" is no region')]);
});

test('no credentials', async () => {
  const [code, message] = await problemOf({ region: 'us-east-1' });
  expect([code, message]).toEqual([EXIT.failed, expect.stringMatching(/^There are no AWS credentials\. Sign in .*--profile NAME\.$/)]);
});

test('a profile that is not there, by option or by variable; those that are, are named', async () => {
  expect(await problemOf({ profile: 'nope', region: 'us-east-1' })).toEqual([
    EXIT.usage,
    'There is no profile nope in your AWS configuration; it has none: make one with aws configure.',
  ]);
  await writeFile(
    join(home, 'config'),
    '[default]\nregion = eu-west-1\n[profile work.two]\nregion = eu-west-1\n[sso-session corp]\nsso_region = x\n',
  );
  vi.stubEnv('AWS_PROFILE', 'other');
  expect((await problemOf({}))[1]).toBe('There is no profile other in your AWS configuration; there are default, work.two.');
});

test('no network', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  const [code, message] = await problemOf({ region: 'us-east-1', allowEndpoint: true });
  expect([code, message]).toEqual([
    EXIT.failed,
    expect.stringMatching(/^AWS cannot be reached \(.+\)\. Look at the network.*\(us-east-1\)\.$/),
  ]);
});

const named = (name: string, message = 'why') => Object.assign(new Error(message), { name, $metadata: {} });

test.each([
  [named('ExpiredToken'), /of the profile work have expired\. Sign in again: aws sso login --profile work\./],
  [named('InvalidClientTokenId'), /does not accept the credentials of the profile work \(InvalidClientTokenId: why\)/],
  [named('AccessDeniedException', 'not\nyou'), /may not do this \(AccessDeniedException: not\)/],
  [named('CredentialsProviderError', 'The SSO session has expired.'), /cannot be used \(The SSO session has expired\)\. Sign in again/],
  [named('ThrottlingException'), /AWS answered with an error \(ThrottlingException: why\)/],
  [named('Error', 'self-signed certificate in certificate chain'), /NODE_EXTRA_CA_CERTS/],
  [Object.assign(new Error('getaddrinfo ENOTFOUND sts.x'), { code: 'ENOTFOUND' }), /cannot be reached \(getaddrinfo ENOTFOUND sts\.x\)/],
])('%s in one line', (error, expected) => {
  const said = awsProblem(error, { profile: 'work' }) as UserError;
  expect(said).toBeInstanceOf(UserError);
  expect(said.message).toMatch(expected);
  expect(said.message).not.toContain('\n');
});

test('what is a fault of ours stays as it is', () => {
  const ours = new TypeError('undefined is not a function');
  expect(awsProblem(ours, {})).toBe(ours);
});

test('the error of a client that never got an answer', async () => {
  const sts = new STSClient({
    ...{ endpoint: 'http://127.0.0.1:9', region: 'us-east-1', maxAttempts: 1 },
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  const error = await sts.send(new GetCallerIdentityCommand({})).catch((reason: unknown) => reason);
  expect((awsProblem(error, {}) as Error).message).toMatch(/^AWS cannot be reached/);
});
