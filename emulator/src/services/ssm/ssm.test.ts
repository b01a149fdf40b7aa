import {
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator.ts';
import { resourceContext } from '../../testing/resource-context.ts';
import { parameter } from './resources/parameter.ts';

let emulator: Emulator;
let ssm: SSMClient;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  ssm = new SSMClient({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' },
  });
});
afterAll(() => emulator.stop());

test('values have versions; an overwrite must be asked for', async () => {
  const Name = '/app/key';
  expect(await ssm.send(new PutParameterCommand({ Name, Value: 'one', Type: 'String' }))).toMatchObject({ Version: 1, Tier: 'Standard' });
  await expect(ssm.send(new PutParameterCommand({ Name, Value: 'two' }))).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
  await ssm.send(new PutParameterCommand({ Name, Value: 'two', Overwrite: true }));
  expect((await ssm.send(new GetParameterCommand({ Name }))).Parameter).toMatchObject({
    Value: 'two',
    Version: 2,
    ARN: 'arn:aws:ssm:us-east-1:111122223333:parameter/app/key',
  });
  expect((await ssm.send(new GetParameterCommand({ Name: `${Name}:1` }))).Parameter).toMatchObject({ Value: 'one', Selector: ':1' });
});

test('paths, lists and what is not there', async () => {
  for (const Name of ['/tree/a', '/tree/b/c']) await ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'SecureString' }));
  const names = async (Recursive: boolean) =>
    (await ssm.send(new GetParametersByPathCommand({ Path: '/tree', Recursive }))).Parameters?.map((each) => each.Name);
  expect(await names(false)).toEqual(['/tree/a']);
  expect(await names(true)).toEqual(['/tree/a', '/tree/b/c']);
  const got = await ssm.send(new GetParametersCommand({ Names: ['/tree/a', '/none'], WithDecryption: true }));
  expect(got).toMatchObject({ Parameters: [{ Value: 'v' }], InvalidParameters: ['/none'] });
  expect((await ssm.send(new GetParameterCommand({ Name: '/tree/a' }))).Parameter?.Value).not.toBe('v');
  const filter = { Key: 'Name', Option: 'BeginsWith', Values: ['/tree/b'] };
  expect((await ssm.send(new DescribeParametersCommand({ ParameterFilters: [filter] }))).Parameters).toHaveLength(1);
  expect(await ssm.send(new DeleteParametersCommand({ Names: ['/tree/a', '/none'] }))).toMatchObject({ InvalidParameters: ['/none'] });
  await expect(ssm.send(new GetParameterCommand({ Name: '/tree/a' }))).rejects.toMatchObject({ name: 'ParameterNotFound' });
});

test('CloudFormation keeps the version of the bootstrap', async () => {
  const context = resourceContext(emulator.stack, 'CdkBootstrapVersion');
  const props = { Type: 'String' as const, Name: '/cdk-bootstrap/hnb659fds/version', Value: '33' };
  const made = await parameter.create(props, context);
  expect(made).toEqual({ id: props.Name, attributes: { Type: 'String', Value: '33' } });
  expect((await parameter.update?.(made, { ...props, Value: '34' }, props, context))?.attributes.Value).toBe('34');
  await parameter.delete(made, props, context);
  await parameter.delete(made, props, context);
});
