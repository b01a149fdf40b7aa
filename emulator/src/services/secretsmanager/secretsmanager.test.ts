import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator.ts';
import { resourceContext } from '../../testing/resource-context.ts';
import { secret as secretType } from './resources/secret.ts';

let emulator: Emulator;
let client: SecretsManagerClient;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0, frozen: true });
  const credentials = { accessKeyId: '111122223333', secretAccessKey: 'x' };
  client = new SecretsManagerClient({ endpoint: emulator.endpoint, region: 'us-east-1', credentials });
});
afterAll(async () => {
  client.destroy();
  await emulator.stop();
});

const value = async (SecretId: string, more: object = {}) =>
  (await client.send(new GetSecretValueCommand({ SecretId, ...more }))).SecretString;

test('a new value is current, the one before is previous; found by name, ARN and ARN without its tail', async () => {
  const { ARN = '', VersionId } = await client.send(new CreateSecretCommand({ Name: 'app/key', SecretString: 'one' }));
  expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:111122223333:secret:app\/key-\w{6}$/);
  await client.send(new PutSecretValueCommand({ SecretId: ARN, SecretString: 'two' }));
  expect([await value('app/key'), await value(ARN), await value(ARN.slice(0, -7))]).toEqual(['two', 'two', 'two']);
  expect(await value('app/key', { VersionStage: 'AWSPREVIOUS' })).toBe('one');
  expect(await value('app/key', { VersionId })).toBe('one');
  await client.send(new PutSecretValueCommand({ SecretId: ARN, SecretString: 'next', VersionStages: ['AWSPENDING'] }));
  expect(await value('app/key')).toBe('two');
  const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId: ARN }));
  expect(Object.values(VersionIdsToStages)).toEqual([['AWSPREVIOUS'], ['AWSCURRENT'], ['AWSPENDING']]);
  expect((await client.send(new ListSecretVersionIdsCommand({ SecretId: ARN }))).Versions).toHaveLength(3);
  await expect(client.send(new CreateSecretCommand({ Name: 'app/key' }))).rejects.toMatchObject({ name: 'ResourceExistsException' });
});

test('the same request token is the same version, and no other value', async () => {
  const ClientRequestToken = '00000000-0000-4000-8000-000000000001';
  await client.send(new CreateSecretCommand({ Name: 'once', SecretString: 'a', ClientRequestToken }));
  await client.send(new PutSecretValueCommand({ SecretId: 'once', SecretString: 'a', ClientRequestToken }));
  expect((await client.send(new ListSecretVersionIdsCommand({ SecretId: 'once' }))).Versions).toHaveLength(1);
  const other = client.send(new PutSecretValueCommand({ SecretId: 'once', SecretString: 'b', ClientRequestToken }));
  await expect(other).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('bytes come back as bytes', async () => {
  await client.send(new CreateSecretCommand({ Name: 'bytes', SecretBinary: Uint8Array.of(0, 255, 1) }));
  const { SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId: 'bytes' }));
  expect([...(SecretBinary ?? [])]).toEqual([0, 255, 1]);
});

test('a deleted secret can be restored for its days; then it is gone, and its name free', async () => {
  await client.send(new CreateSecretCommand({ Name: 'leaving', SecretString: 'x' }));
  await client.send(new DeleteSecretCommand({ SecretId: 'leaving', RecoveryWindowInDays: 7 }));
  await expect(value('leaving')).rejects.toMatchObject({ name: 'InvalidRequestException' });
  expect((await client.send(new ListSecretsCommand({ Filters: [{ Key: 'name', Values: ['leaving'] }] }))).SecretList).toEqual([]);
  await client.send(new RestoreSecretCommand({ SecretId: 'leaving' }));
  expect(await value('leaving')).toBe('x');
  await client.send(new DeleteSecretCommand({ SecretId: 'leaving', RecoveryWindowInDays: 7 }));
  await emulator.clock.advance(7 * 86_400_000);
  await expect(value('leaving')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await client.send(new CreateSecretCommand({ Name: 'leaving' }));
});

test('passwords have what was asked for, and nothing else', async () => {
  const make = async (input: object) => (await client.send(new GetRandomPasswordCommand(input))).RandomPassword ?? '';
  expect(await make({})).toHaveLength(32);
  for (let i = 0; i < 50; i++) {
    expect(await make({ PasswordLength: 4 })).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^a-zA-Z0-9])/);
    expect(await make({ ExcludePunctuation: true, ExcludeCharacters: 'abc' })).toMatch(/^[A-Z0-9d-z]{32}$/);
  }
});

test('a stack generates a secret, keeps it over updates of other things, and takes it away', async () => {
  const context = resourceContext(emulator.stack, 'Webhook');
  const props = { GenerateSecretString: { SecretStringTemplate: '{"user":"u"}', GenerateStringKey: 'password', PasswordLength: '20' } };
  const made = await secretType.create(props, context);
  const first = await value(made.id);
  expect(JSON.parse(first ?? '')).toEqual({ user: 'u', password: expect.stringMatching(/^.{20}$/) });
  await secretType.update?.(made, { ...props, Description: 'd' }, props, context);
  expect(await value(made.id)).toBe(first);
  expect((await client.send(new DescribeSecretCommand({ SecretId: made.id }))).Description).toBe('d');
  await secretType.delete(made, props, context);
  await secretType.delete(made, props, context);
  await expect(value(made.id)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
