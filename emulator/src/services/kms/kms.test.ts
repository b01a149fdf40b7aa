import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
  ListAliasesCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator.ts';
import { resourceContext } from '../../testing/resource-context.ts';
import { alias } from './resources/alias.ts';
import { key } from './resources/key.ts';

let emulator: Emulator;
let kms: KMSClient;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0, frozen: true });
  kms = new KMSClient({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' },
  });
});
afterAll(() => emulator.stop());

const make = async () => (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.KeyId ?? '';

test('what a key encrypted, it decrypts: with the same context only', async () => {
  const KeyId = await make();
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/mine', TargetKeyId: KeyId }));
  const EncryptionContext = { a: '1', b: '2' };
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({ KeyId: 'alias/mine', Plaintext: Buffer.from('secret'), EncryptionContext }),
  );
  const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { b: '2', a: '1' } }));
  expect(Buffer.from(Plaintext ?? []).toString()).toBe('secret');
  await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  const data = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  expect((await kms.send(new DecryptCommand({ CiphertextBlob: data.CiphertextBlob }))).Plaintext).toEqual(data.Plaintext);
});

test('a key that is disabled, or pending deletion, is not used; it goes on the clock', async () => {
  const KeyId = await make();
  await kms.send(new DisableKeyCommand({ KeyId }));
  const encrypt = () => kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') }));
  await expect(encrypt()).rejects.toMatchObject({ name: 'DisabledException' });
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  await expect(encrypt()).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
  expect((await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState).toBe('PendingDeletion');
  await emulator.clock.advance(7 * 86_400_000);
  await expect(kms.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject({ name: 'NotFoundException' });
});

test('CloudFormation makes a key with its alias', async () => {
  const context = resourceContext(emulator.stack, 'Key');
  const made = await key.create({ KeyPolicy: { Statement: [] }, EnableKeyRotation: true }, context);
  const named = await alias.create({ AliasName: 'alias/cdk', TargetKeyId: made.id }, context);
  const { Aliases } = await kms.send(new ListAliasesCommand({ KeyId: made.id }));
  expect(Aliases).toMatchObject([{ AliasName: 'alias/cdk', TargetKeyId: made.id }]);
  await alias.delete(named, { AliasName: 'alias/cdk', TargetKeyId: made.id }, context);
  await key.update?.(made, { Description: 'mine' }, {}, context);
  await key.delete(made, {}, context);
  await key.delete(made, {}, context);
});
