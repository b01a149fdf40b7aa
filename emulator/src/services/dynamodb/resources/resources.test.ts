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

test('a stream is made, changed for another and switched off with the table', async () => {
  const props = { ...keys, BillingMode: 'PAY_PER_REQUEST' };
  const withView = (StreamViewType: string) => ({ ...props, StreamSpecification: { StreamViewType } });
  const physical = await table.create(withView('NEW_IMAGE'), context);
  const first = physical.attributes.StreamArn;
  expect(first).toMatch(/^arn:aws:dynamodb:eu-west-1:000000000000:table\/Photos-Table-X1\/stream\/20/);
  const kept = await table.update?.(physical, withView('NEW_IMAGE'), withView('NEW_IMAGE'), context);
  expect(kept?.attributes.StreamArn).toBe(first);
  const changed = await table.update?.(physical, withView('KEYS_ONLY'), withView('NEW_IMAGE'), context);
  expect(changed?.attributes.StreamArn).not.toBe(first);
  const off = await table.update?.(physical, props, withView('KEYS_ONLY'), context);
  expect(off?.attributes.StreamArn).toBeUndefined();
  const { Table } = await read<{ Table: Record<string, unknown> }>('DescribeTable', physical.id);
  expect(Table.StreamSpecification).toBeUndefined();
  expect(Table.LatestStreamArn).toBe(changed?.attributes.StreamArn);
});

test('a global table has its stream', async () => {
  const StreamSpecification = { StreamViewType: 'NEW_AND_OLD_IMAGES' };
  const props = { ...keys, BillingMode: 'PAY_PER_REQUEST', StreamSpecification, Replicas: [{ Region: 'eu-west-1' }] };
  const physical = await globalTable.create(props, context);
  expect(physical.attributes.StreamArn).toContain('/stream/');
});
