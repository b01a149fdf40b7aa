import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator.ts';
import { resourceContext } from '../../testing/resource-context.ts';
import { managedPolicy } from './resources/managed-policy.ts';
import { policy } from './resources/policy.ts';
import { role } from './resources/role.ts';

const document = '{"Version":"2012-10-17","Statement":[]}';
let emulator: Emulator;
let iam: IAMClient;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  iam = new IAMClient({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' },
  });
});
afterAll(() => emulator.stop());

test('a role with its policies, from making to deletion', async () => {
  const RoleName = 'reader';
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, Path: '/app/', AssumeRolePolicyDocument: document }));
  expect(Role).toMatchObject({ Arn: 'arn:aws:iam::111122223333:role/app/reader', RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/) });
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(document);
  await expect(iam.send(new CreateRoleCommand({ RoleName: 'READER', AssumeRolePolicyDocument: document }))).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
  });
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'read', PolicyDocument: document }));
  const PolicyArn = Policy?.Arn;
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument: document }));
  const inline = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'inline' }));
  expect(decodeURIComponent(inline.PolicyDocument ?? '')).toBe(document);
  expect((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies).toEqual([{ PolicyName: 'read', PolicyArn }]);
  await expect(iam.send(new DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({ name: 'DeleteConflictException' });
  await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({ name: 'DeleteConflictException' });
  await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
  await iam.send(new DeletePolicyCommand({ PolicyArn }));
});

test('what does not exist, and what is no policy, is refused', async () => {
  await expect(iam.send(new GetRoleCommand({ RoleName: 'nobody' }))).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  await expect(iam.send(new CreateRoleCommand({ RoleName: 'bad', AssumeRolePolicyDocument: 'nonsense' }))).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
  });
});

test('CloudFormation makes, changes and deletes roles and policies', async () => {
  const context = resourceContext(emulator.stack, 'Role');
  const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [] };
  const ManagedPolicyArns = ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
  const props = { AssumeRolePolicyDocument, ManagedPolicyArns, Policies: [{ PolicyName: 'a', PolicyDocument: AssumeRolePolicyDocument }] };
  const made = await role.create(props, context);
  expect(made.attributes.Arn).toBe(`arn:aws:iam::111122223333:role/${made.id}`);
  const separate = { PolicyName: 'b', PolicyDocument: AssumeRolePolicyDocument, Roles: [made.id] };
  const inline = await policy.create(separate, context);
  const managed = await managedPolicy.create({ PolicyDocument: AssumeRolePolicyDocument, Roles: [made.id] }, context);
  await role.update?.(made, { AssumeRolePolicyDocument }, props, context);
  const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: made.id }));
  expect(attached.AttachedPolicies?.map((each) => each.PolicyArn)).toEqual([managed.id]);
  for (let i = 0; i < 6; i++) {
    const next = { PolicyDocument: { ...AssumeRolePolicyDocument, Id: String(i) }, Roles: [made.id] };
    await managedPolicy.update?.(managed, next, { PolicyDocument: AssumeRolePolicyDocument, Roles: [made.id] }, context);
  }
  await managedPolicy.delete(managed, { PolicyDocument: AssumeRolePolicyDocument, Roles: [made.id] }, context);
  await policy.delete(inline, separate, context);
  await role.delete(made, { AssumeRolePolicyDocument }, context);
  await role.delete(made, { AssumeRolePolicyDocument }, context);
  await expect(iam.send(new GetRoleCommand({ RoleName: made.id }))).rejects.toMatchObject({ name: 'NoSuchEntityException' });
});
