// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Fn::Sub's
import {
  CancelUpdateStackCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  RollbackStackCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Lab, startLab, things } from '../testing.ts';

let lab: Lab;
let count = 0;
let StackName = '';
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.emulator.stop());
beforeEach(() => {
  StackName = `stack-${++count}`;
  lab.log.length = 0;
  lab.things.clear();
});

const create = (TemplateBody: string, rest: object = {}) => lab.client.send(new CreateStackCommand({ StackName, TemplateBody, ...rest }));
const update = (TemplateBody: string, rest: object = {}) => lab.client.send(new UpdateStackCommand({ StackName, TemplateBody, ...rest }));
const resources = async () => {
  const { StackResources = [] } = await lab.client.send(new DescribeStackResourcesCommand({ StackName }));
  return Object.fromEntries(StackResources.map(({ LogicalResourceId, PhysicalResourceId }) => [LogicalResourceId, PhysicalResourceId]));
};

test('creates in the order of dependencies and deletes in the reverse order', async () => {
  await create(
    things({ C: { Value: { 'Fn::GetAtt': ['B', 'Arn'] } }, B: { Value: { 'Fn::Sub': 'of ${A}' } }, A: { $: { DependsOn: 'Z' } }, Z: {} }),
  );
  expect(await lab.stack(StackName)).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  expect(lab.log).toEqual(['create Z', 'create A', 'create B', 'create C']);
  expect((await lab.events(StackName)).filter((event) => / (CREATE_COMPLETE)$/.test(event))).toEqual([
    'Z CREATE_COMPLETE',
    'A CREATE_COMPLETE',
    'B CREATE_COMPLETE',
    'C CREATE_COMPLETE',
    `${StackName} CREATE_COMPLETE`,
  ]);
  const { StackId } = await lab.stack(StackName);
  lab.log.length = 0;
  await lab.client.send(new DeleteStackCommand({ StackName }));
  expect(await lab.stack(StackId ?? '')).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  expect(lab.log).toEqual(['delete C', 'delete B', 'delete A', 'delete Z']);
  expect(lab.things.size).toBe(0);
  await expect(lab.stack(StackName)).rejects.toThrow(`Stack with id ${StackName} does not exist`);
});

test('creates what is independent at once, 40 resources while no time passes, and with well under a second of the processor', async () => {
  const still = await startLab({ frozen: true });
  const TemplateBody = things(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`R${i}`, { Value: i }])));
  // what others do on the machine makes it later, but is not counted
  const began = process.cpuUsage();
  await still.client.send(new CreateStackCommand({ StackName, TemplateBody }));
  await still.stack(StackName);
  const { user, system } = process.cpuUsage(began);
  await still.emulator.stop();
  expect((user + system) / 1000).toBeLessThan(1000);
  expect(still.things.size).toBe(40);
  expect(still.peak).toBeGreaterThan(8);
});

test('a failed creation is rolled back, and says what failed', async () => {
  await create(things({ Good: {}, Bad: { Fail: 'create', $: { DependsOn: 'Good' } }, Never: { $: { DependsOn: 'Bad' } } }));
  expect(await lab.stack(StackName)).toMatchObject({
    StackStatus: 'ROLLBACK_COMPLETE',
  });
  expect(lab.log).toEqual(['create Good', 'create Bad', 'delete Good']);
  expect(await lab.events(StackName)).toEqual([
    `${StackName} CREATE_IN_PROGRESS`,
    'Good CREATE_IN_PROGRESS',
    'Good CREATE_IN_PROGRESS',
    'Good CREATE_COMPLETE',
    'Bad CREATE_IN_PROGRESS',
    'Bad CREATE_FAILED',
    `${StackName} ROLLBACK_IN_PROGRESS`,
    'Bad DELETE_COMPLETE',
    'Good DELETE_IN_PROGRESS',
    'Good DELETE_COMPLETE',
    `${StackName} ROLLBACK_COMPLETE`,
  ]);
  await expect(update(things({ Good: {} }))).rejects.toThrow(/is in ROLLBACK_COMPLETE state and can not be updated/);
});

test('DO_NOTHING leaves what was created; RollbackStack takes it away later', async () => {
  await create(things({ Good: {}, Bad: { Fail: 'create', $: { DependsOn: 'Good' } } }), { OnFailure: 'DO_NOTHING' });
  expect(await lab.stack(StackName)).toMatchObject({
    StackStatus: 'CREATE_FAILED',
    StackStatusReason: 'The following resource(s) failed to create: [Bad].',
  });
  expect(lab.things.size).toBe(1);
  await lab.client.send(new RollbackStackCommand({ StackName }));
  expect(await lab.stack(StackName)).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
  expect(lab.things.size).toBe(0);
});

test('OnFailure DELETE leaves no stack', async () => {
  const { StackId = '' } = await create(things({ Good: {}, Bad: { Fail: 'create' } }), { OnFailure: 'DELETE' });
  expect(await lab.stack(StackId)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
});

test('a resource that cannot be deleted in a rollback, or at all, is named', async () => {
  await create(things({ Stuck: { Fail: 'delete' }, Bad: { Fail: 'create', $: { DependsOn: 'Stuck' } } }));
  const reason = 'The following resource(s) failed to delete: [Stuck]. ';
  expect(await lab.stack(StackName)).toMatchObject({ StackStatus: 'ROLLBACK_FAILED', StackStatusReason: reason });
  await lab.client.send(new DeleteStackCommand({ StackName }));
  const { StackId = '', ...stack } = await lab.stack(StackName);
  expect(stack).toMatchObject({ StackStatus: 'DELETE_FAILED', StackStatusReason: reason });
  await lab.client.send(new DeleteStackCommand({ StackName, RetainResources: ['Stuck'] }));
  expect(await lab.stack(StackId)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
});

test('updates in place, replaces and cleans up afterwards; names stay where nothing is replaced', async () => {
  await create(things({ Same: { Value: 1 }, Changed: { Value: 1 }, Replaced: { Name: 'old', Value: 1 }, Gone: {} }));
  await lab.stack(StackName);
  const before = await resources();
  lab.log.length = 0;
  const changed = things({ Same: { Value: 1 }, Changed: { Value: { Ref: 'Replaced' } }, Replaced: { Name: 'new', Value: 1 }, Added: {} });
  await update(changed);
  expect(await lab.stack(StackName)).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
  expect(lab.log.slice(0, 3).sort()).toEqual(['create Added', 'create Replaced', 'update Changed']);
  expect(lab.log.slice(3).sort()).toEqual(['delete Gone', 'delete Replaced']);
  const after = await resources();
  expect(after).toMatchObject({ Same: before.Same, Changed: before.Changed, Replaced: 'new' });
  expect(lab.things.get(before.Changed ?? '')).toBe('new');
  expect(lab.things.has('old')).toBe(false);
  await expect(update(changed)).rejects.toThrow('No updates are to be performed.');
});

test('a failed update brings everything back', async () => {
  await create(things({ Changed: { Value: 1 }, Replaced: { Name: 'kept' }, Bad: { Value: 1 } }));
  await lab.stack(StackName);
  const before = await resources();
  await update(
    things({
      Changed: { Value: 2 },
      Replaced: { Name: 'newer' },
      Added: {},
      Bad: { Value: 2, Fail: 'update', $: { DependsOn: ['Changed', 'Replaced', 'Added'] } },
    }),
  );
  expect(await lab.stack(StackName)).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect(await resources()).toEqual(before);
  expect([...lab.things.keys()].sort()).toEqual(Object.values(before).sort());
  expect(lab.things.get(before.Changed ?? '')).toBe(1);
  const events = await lab.events(StackName);
  expect(events).toContain('Bad UPDATE_FAILED');
  expect(events.slice(-1)).toEqual([`${StackName} UPDATE_ROLLBACK_COMPLETE`]);
});

test('with DisableRollback a failed update stays, and can be rolled back or mended by another', async () => {
  await create(things({ A: { Value: 1 } }));
  await lab.stack(StackName);
  await update(things({ A: { Value: 2, Fail: 'update' } }), { DisableRollback: true });
  expect(await lab.stack(StackName)).toMatchObject({
    StackStatus: 'UPDATE_FAILED',
    StackStatusReason: 'The following resource(s) failed to update: [A].',
  });
  await update(things({ A: { Value: 2 } }));
  expect(await lab.stack(StackName)).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
  expect([...lab.things.values()]).toEqual([2]);
});

test('Retain leaves a resource behind at deletion and at replacement', async () => {
  const Retain = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
  const { StackId = '' } = await create(things({ Kept: { Name: 'one', $: Retain }, Other: {} }));
  await lab.stack(StackName);
  await update(things({ Kept: { Name: 'two', $: Retain }, Other: {} }));
  await lab.stack(StackName);
  await lab.client.send(new DeleteStackCommand({ StackName }));
  await lab.stack(StackId);
  expect([...lab.things.keys()]).toEqual(['one', 'two']);
  expect(await lab.events(StackId)).toContain('Kept DELETE_SKIPPED');
});

test('a property that is only recorded changes without the service being asked', async () => {
  await create(things({ A: { Note: 'x' } }));
  await lab.stack(StackName);
  lab.log.length = 0;
  await update(things({ A: { Note: 'y' } }));
  expect(await lab.stack(StackName)).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
  expect(lab.log).toEqual([]);
});

test('a cancelled update goes back', async () => {
  await create(things({ A: { Value: 1 }, B: { Value: 1 } }));
  await lab.stack(StackName);
  const chain = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`R${i}`, i === 0 ? {} : { $: { DependsOn: `R${i - 1}` } }]));
  await update(things({ A: { Value: 2 }, B: { Value: 1 }, ...chain }));
  await lab.client.send(new CancelUpdateStackCommand({ StackName })).catch(() => {});
  const { StackStatus } = await lab.stack(StackName);
  expect(['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_COMPLETE']).toContain(StackStatus);
  expect(lab.things.size).toBe(StackStatus === 'UPDATE_COMPLETE' ? 62 : 2);
});

test('every status is an event of the stream', async () => {
  const { StackId = '' } = await create(things({ A: {} }));
  await lab.emulator.events.waitFor(
    ({ type, resource, detail }) =>
      type === 'cloudformation.status' &&
      resource === StackId &&
      detail?.resourceType === 'AWS::CloudFormation::Stack' &&
      detail.status === 'CREATE_COMPLETE',
  );
});

test('topics that a stack names get its events', async () => {
  const place = { account: '000000000000', region: 'eu-west-1' };
  const { TopicArn } = await lab.emulator.stack.call<{ TopicArn: string }>('sns', 'CreateTopic', { Name: 'stack-events' }, place);
  await create(things({ A: {} }), { NotificationARNs: [TopicArn] });
  expect(await lab.stack(StackName)).toMatchObject({ NotificationARNs: [TopicArn] });
  await lab.emulator.events.waitFor(({ type, resource }) => type === 'sns.published' && resource === TopicArn);
});
