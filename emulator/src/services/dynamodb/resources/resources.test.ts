import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator.ts';
import type { ResourceContext } from '../../service.ts';
import { globalTable } from './global-table.ts';
import { table } from './table.ts';

let emulator: Emulator;
let context: ResourceContext;
const caller = { account: '000000000000', region: 'eu-west-1' };

beforeEach(async () => {
  emulator = await startEmulator({ port: 0 });
  context = {
    ...caller,
    tags: [],
    generateName: () => 'Photos-Table-X1',
    call: (service, operation, input) => emulator.stack.call(service, operation, input, caller),
  } as Partial<ResourceContext> as ResourceContext;
});

afterEach(() => emulator.stop());

const read = <Output = Record<string, unknown>>(operation: string, TableName: string) =>
  emulator.stack.call<Output>('dynamodb', operation, { TableName }, caller);

const keys = { KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }] };

test('a table has the settings of its properties and follows their changes', async () => {
  const props = {
    ...keys,
    BillingMode: 'PAY_PER_REQUEST',
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    DeletionProtectionEnabled: true,
    Tags: [{ Key: 'a', Value: 'b' }],
  };
  const physical = await table.create(props, context);
  expect(physical).toMatchObject({
    id: 'Photos-Table-X1',
    attributes: { Arn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/Photos-Table-X1' },
  });
  expect(await read('DescribeTimeToLive', physical.id)).toEqual({
    TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
  });
  await expect(table.delete(physical, props, context)).rejects.toThrow('protected against deletion');
  const next = {
    ...keys,
    ProvisionedThroughput: { ReadCapacityUnits: '5', WriteCapacityUnits: 5 },
    TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
  };
  await table.update?.(physical, next, props, context);
  const { Table } = await read<{ Table: object }>('DescribeTable', physical.id);
  expect(Table).toMatchObject({ TableStatus: 'ACTIVE', ProvisionedThroughput: { ReadCapacityUnits: 5 }, DeletionProtectionEnabled: false });
  expect(await read('DescribeTimeToLive', physical.id)).toMatchObject({ TimeToLiveDescription: { AttributeName: 'until' } });
  await table.delete(physical, next, context);
  await table.delete(physical, next, context);
});

test('a global table is a table where its one replica is here', async () => {
  const props = { ...keys, BillingMode: 'PAY_PER_REQUEST', Replicas: [{ Region: 'eu-west-1', Tags: [{ Key: 'a', Value: 'b' }] }] };
  const physical = await globalTable.create(props, context);
  expect((await read<{ Table: object }>('DescribeTable', physical.id)).Table).toMatchObject({ TableStatus: 'ACTIVE' });
  await globalTable.delete(physical, props, context);
  await expect(globalTable.create({ ...props, Replicas: [...props.Replicas, { Region: 'us-east-1' }] }, context)).rejects.toThrow(
    'replicas in other regions',
  );
});

test('streams are refused by name', async () => {
  await expect(table.create({ ...keys, StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }, context)).rejects.toThrow('streams');
});
