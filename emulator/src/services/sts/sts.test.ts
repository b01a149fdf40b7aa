import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator.ts';

let emulator: Emulator;
beforeAll(async () => void (emulator = await startEmulator({ port: 0 })));
afterAll(() => emulator.stop());

const config = (accessKeyId: string) => ({
  endpoint: emulator.endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId, secretAccessKey: 'x' },
});

test('an access key id of 12 digits is the account', async () => {
  const identity = await new STSClient(config('111122223333')).send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({ Account: '111122223333', Arn: expect.stringContaining('111122223333') });
});

test('assumed credentials keep the account of the role and say who they are', async () => {
  await new IAMClient(config('222233334444')).send(
    new CreateRoleCommand({ RoleName: 'deployer', AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' }),
  );
  const RoleArn = 'arn:aws:iam::222233334444:role/deployer';
  const sts = new STSClient(config('111122223333'));
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ci' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  expect(AccessKeyId).toBe('222233334444');
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  const identity = await new STSClient({ ...config(''), credentials }).send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({ Account: '222233334444', Arn: 'arn:aws:sts::222233334444:assumed-role/deployer/ci' });
});

test('a role that does not exist cannot be assumed', async () => {
  const sts = new STSClient(config('111122223333'));
  const call = sts.send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:role/nobody', RoleSessionName: 'ci' }));
  await expect(call).rejects.toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
});

test('session tokens last as long as asked', async () => {
  const { Credentials } = await new STSClient(config('111122223333')).send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
  expect((Credentials?.Expiration?.getTime() ?? 0) - emulator.clock.now()).toBeCloseTo(900_000, -4);
});
